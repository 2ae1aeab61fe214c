"""Table of contents."""

from django.urls import path

from regio.region import views

app_name = "region"
urlpatterns = [
    path("", views.municipalities, name="municipalities"),
    path("grenzen.json", views.boundaries, name="boundaries"),
    path("<slug:slug>/", views.municipality, name="municipality"),
]
