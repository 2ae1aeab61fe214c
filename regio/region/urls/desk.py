"""Table of contents of the owner's desk."""

from django.urls import path

from regio.region.views import desk

app_name = "desk"
urlpatterns = [
    path("", desk.home, name="home"),
]
