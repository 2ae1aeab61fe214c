"""Deeds of this room and of the region below it, in plain words; every other room describes its own."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "region.county_founded": _("Platform set up"),
    "region.county_changed": _("Settings of the county changed"),
    "region.settings_changed": _("Settings changed"),
    "region.municipality_changed": _("Page of a municipality changed"),
    "region.municipalities_put": _("Municipalities imported"),
    "region.boundaries_put": _("Boundaries imported"),
    "region.crest_changed": _("Crest changed"),
    "region.duty_granted": _("Duty granted"),
    "region.duty_proposed": _("Duty proposed"),
    "region.duty_confirmed": _("Duty confirmed by a second person"),
    "region.duty_refused": _("Duty not granted"),
    "region.duty_revoked": _("Duty ended"),
    "region.person_left": _("Left the owner's service"),
    "region.person_looked_up": _("Person looked up by e-mail address"),
    "region.text_published": _("Text published"),
    "region.text_draft_discarded": _("Draft of a text discarded"),
    "audit.read": _("Trail read"),
    "audit.exported": _("Trail exported"),
    "audit.forgotten": _("Old part of the trail deleted"),
}
