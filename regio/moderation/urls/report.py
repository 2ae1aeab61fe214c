"""Below `/melden/`."""

from django.urls import path

from regio.moderation.views import figures, party, report

app_name = "report"
urlpatterns = [
    path("", report.new, name="new"),
    path("danke/", report.thanks, name="thanks"),
    path("meine/", party.mine, name="mine"),
    path("zahlen/", figures.public, name="figures"),
    path("wer-sieht-was/", report.who_sees, name="who_sees"),
    path("<uuid:id>/", party.case, name="case"),
    path("<uuid:id>/antwort/", party.answer, name="answer"),
    path("<uuid:id>/zurueckziehen/", party.withdraw, name="withdraw"),
    path("<uuid:id>/pruefung/", party.appeal, name="appeal"),
    path("<uuid:id>/nachweis/", party.evidence, name="evidence"),
]
