"""Table of contents."""

from django.urls import path

from regio.organisations import views
from regio.organisations.views import edit

app_name = "organisations"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("in/<slug:slug>/", views.in_municipality, name="in_municipality"),
    path("<slug:slug>/", views.organisation, name="page"),
    path("<slug:slug>/bearbeiten/", edit.hub, name="edit"),
]
