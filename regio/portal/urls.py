"""Table of contents."""

from django.urls import path

from regio.portal.views import browser, crest, home, operation, search, steps, texts

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("mein/", home.mine, name="mine"),
    path("mein/erste-schritte/", steps.steps, name="steps"),
    path("suche/", search.search, name="search"),
    path("suche/vorschlaege/", search.suggest, name="suggest"),
    path("hilfe/", texts.help_page, name="help"),
    path("nutzungsbedingungen/", texts.terms, name="terms"),
    path("so-funktioniert-es/", texts.how, name="how"),
    path("reihenfolge/", texts.ranking, name="ranking"),
    path("leichte-sprache/", texts.easy, name="easy"),
    path("impressum/", texts.imprint, name="imprint"),
    path("datenschutz/", texts.privacy, name="privacy"),
    path("barrierefreiheit/", texts.accessibility, name="accessibility"),
    path(".well-known/security.txt", texts.security_txt, name="security_txt"),
    path("traeger/einstellungen/wappen/", crest.of_county, name="crest_of_county"),
    path("gemeinden/<slug:slug>/wappen/", crest.of_municipality, name="crest_of_municipality"),
    path("sprache/", browser.language, name="language"),
    path("darstellung/", browser.appearance, name="appearance"),
    path("thema.css", browser.theme, name="theme"),
    path("manifest.webmanifest", browser.manifest, name="manifest"),
    path("sw.js", browser.service_worker, name="service_worker"),
    path("offline/", browser.offline, name="offline"),
    path("healthz", operation.healthz, name="healthz"),
    path("metrics", operation.metrics, name="metrics"),
]
