"""How allauth behaves in this house."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """Defaults for now; mails, redirects and limits are decided here."""
