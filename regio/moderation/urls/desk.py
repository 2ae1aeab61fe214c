"""Below `/traeger/faelle/`."""

from django.urls import path

from regio.moderation.views import desk

app_name = "moderation"
urlpatterns = [
    path("<uuid:id>/", desk.case, name="case"),
]
