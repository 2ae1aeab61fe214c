"""Live: the one page of this room is the renewal of tickets."""

from django.urls import path

from regio.live import views

app_name = "live"
urlpatterns = [path("ticket/", views.renewed_ticket, name="ticket")]
