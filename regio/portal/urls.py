"""Table of contents."""

from django.urls import path
from django.views.i18n import set_language

from regio.portal import views

app_name = "portal"
urlpatterns = [
    path("thema.css", views.theme, name="theme"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("offline/", views.offline, name="offline"),
    path("sprache/", set_language, name="language"),
    path("darstellung/", views.appearance, name="appearance"),
]
