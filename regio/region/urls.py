"""Table of contents."""

from django.urls import URLPattern

app_name = "region"
urlpatterns: list[URLPattern] = []
