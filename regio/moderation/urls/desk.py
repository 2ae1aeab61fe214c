"""Below `/traeger/faelle/`."""

from django.urls import path

from regio.moderation.views import decision, desk, figures, texts

app_name = "moderation"
urlpatterns = [
    path("", desk.cases, name="cases"),
    path("jahresbericht/", figures.report, name="figures"),
    path("jahresbericht/tabelle.csv", figures.table, name="figures_table"),
    path("mails/", texts.mails, name="mails"),
    path("texte/", texts.texts, name="texts"),
    path("texte/<int:pk>/", texts.texts, name="text"),
    path("<uuid:id>/", desk.case, name="case"),
    path("<uuid:id>/uebernehmen/", desk.take, name="take"),
    path("<uuid:id>/abgeben/", desk.give_back, name="give_back"),
    path("<uuid:id>/rueckfrage/", desk.ask, name="ask"),
    path("<uuid:id>/vermerk/", desk.remark, name="remark"),
    path("<uuid:id>/einsicht/", desk.insight, name="insight"),
    path("<uuid:id>/entscheiden/", decision.decide, name="decide"),
]
