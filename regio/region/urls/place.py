"""Table of contents."""

from django.urls import path

from regio.region.views import place

app_name = "region"
urlpatterns = [
    path("", place.municipalities, name="municipalities"),
    path("grenzen.json", place.boundaries, name="boundaries"),
    path("<slug:slug>/", place.municipality, name="municipality"),
]
