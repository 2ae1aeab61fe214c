"""Registration of the room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "regio.accounts"
