"""Table of contents."""

from django.urls import path

from regio.organisations import views
from regio.organisations.views import edit, photos

app_name = "organisations"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("in/<slug:slug>/", views.in_municipality, name="in_municipality"),
    path("<slug:slug>/", views.organisation, name="page"),
    path("<slug:slug>/bearbeiten/", edit.hub, name="edit"),
    path("<slug:slug>/bearbeiten/fotos/", photos.photos, name="edit_photos"),
    path("<slug:slug>/bearbeiten/logo/", photos.logo, name="edit_logo"),
    path("<slug:slug>/bearbeiten/dateien/", photos.documents, name="edit_documents"),
    path("<slug:slug>/bearbeiten/dateien/reihenfolge/", photos.order, name="file_order"),
    path("<slug:slug>/bearbeiten/dateien/<uuid:id>/", photos.words, name="file"),
    path("<slug:slug>/bearbeiten/dateien/<uuid:id>/entfernen/", photos.removal, name="file_removal"),
    path("<slug:slug>/bearbeiten/dateien/<uuid:id>/zurueckholen/", photos.comeback, name="file_comeback"),
]
