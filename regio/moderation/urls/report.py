"""Below `/melden/`."""

from django.urls import path

from regio.moderation.views import party

app_name = "report"
urlpatterns = [
    path("<uuid:id>/", party.case, name="case"),
]
