"""Table of contents."""

from django.urls import path

from regio.files import views

app_name = "files"
urlpatterns = [
    path("<uuid:id>/", views.status, name="status"),
    path("<uuid:id>/<slug:variant>/", views.show, name="show"),
]
