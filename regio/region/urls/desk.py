"""Table of contents of the owner's desk."""

from django.urls import path

from regio.region.views import desk, people, settings, texts

app_name = "desk"
urlpatterns = [
    path("", desk.home, name="home"),
    path("leute/", people.people, name="people"),
    path("leute/vorschlag/<int:pk>/", people.proposal, name="proposal"),
    path("leute/<str:word>/", people.person, name="person"),
    path("leute/<str:word>/aufgabe/", people.duty, name="duty"),
    path("leute/<str:word>/ausscheiden/", people.leave, name="leave"),
    path("einstellungen/", settings.settings, name="settings"),
    path("texte/", texts.texts, name="texts"),
    path("texte/<slug:kind>/<slug:language>/", texts.text, name="text"),
    path("texte/<slug:kind>/<slug:language>/veroeffentlichung/", texts.publish, name="text_publish"),
    path("texte/<slug:kind>/<slug:language>/verwerfen/", texts.discard, name="text_discard"),
]
