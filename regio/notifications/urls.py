"""Table of contents."""

from django.urls import path

from regio.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("gelesen/", views.read_all, name="read_all"),
    path("<int:pk>/", views.follow, name="follow"),
]
