"""Table of contents. Pages of organisations and Gemeinden stand below the addresses of their owners."""

from django.urls import path

from regio.pages import views

app_name = "pages"
urlpatterns = [
    path(
        "verzeichnis/<slug:address>/seiten/<slug:slug>/", views.public, {"path": "verzeichnis"}, name="of_organisation"
    ),
    path("verzeichnis/<slug:address>/neuigkeiten/", views.news, {"path": "verzeichnis"}, name="news_of_organisation"),
    path("verzeichnis/<slug:address>/feed.atom", views.feed, {"path": "verzeichnis"}, name="feed_of_organisation"),
    path("gemeinden/<slug:address>/seiten/<slug:slug>/", views.public, {"path": "gemeinden"}, name="of_municipality"),
    path("gemeinden/<slug:address>/neuigkeiten/", views.news, {"path": "gemeinden"}, name="news_of_municipality"),
    path("gemeinden/<slug:address>/feed.atom", views.feed, {"path": "gemeinden"}, name="feed_of_municipality"),
    path("neuigkeiten/", views.near, name="near"),
    path("seiten/<uuid:id>/", views.edit, name="edit"),
    path("seiten/<uuid:id>/vorschau/", views.preview, name="preview"),
    path("seiten/<uuid:id>/verlauf/", views.history, name="history"),
    path("seiten/<uuid:id>/verlauf/<int:number>/", views.version, name="version"),
    path("seiten/<uuid:id>/sichtbarkeit/", views.publication, name="publication"),
    path("seiten/<uuid:id>/papierkorb/", views.deletion, name="deletion"),
    path("seiten/<uuid:id>/platz/", views.place, name="place"),
    path("seiten/<slug:path>/<slug:address>/", views.manage, name="list"),
]
