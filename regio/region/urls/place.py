"""Table of contents."""

from django.urls import path

from regio.region.views import municipality, place

app_name = "region"
urlpatterns = [
    path("", place.municipalities, name="municipalities"),
    path("grenzen.json", place.boundaries, name="boundaries"),
    path("<slug:slug>/", place.municipality, name="municipality"),
    path("<slug:slug>/bearbeiten/", municipality.edit, name="edit"),
    path("<slug:slug>/redaktion/", municipality.editors, name="editors"),
    path("<slug:slug>/redaktion/<int:pk>/", municipality.editor, name="editor"),
]
