"""Table of contents."""

from django.urls import path

from regio.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.log, name="log"),
    path("tabelle/", views.export, name="export"),
]
