"""Fixed words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    """What the platform speaks. Empty in a profile: what the browser asks for."""

    GERMAN = "de", "Deutsch"
    ENGLISH = "en", "English"


class Theme(TextChoices):
    """How pages look. Empty in a profile: as the device."""

    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class FarName(TextChoices):
    """How somebody is called before people who are not near (rules.is_near)."""

    FIRST = "first", _("First name and initial, such as Rosa R.")
    INITIALS = "initials", _("Initials, such as R. R.")
    FULL = "full", _("My whole name")


BROWSERS = {  # sign in the user agent → name; the first that fits, for most of them claim to be others as well
    "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "FxiOS": "Firefox", "Firefox/": "Firefox",
    "CriOS": "Chrome", "Chrome/": "Chrome", "Safari/": "Safari",
}  # fmt: skip
SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "ChromeOS",
    "Mac OS X": "Mac", "Linux": "Linux",
}  # fmt: skip

RADII_KM = (5, 10, 20)  # those of the directory

DEMO_DOMAIN = "demo.example"
DEMO_ROLES = {  # the cast of DESIGN §5 in the order of the sign-in page: name before the @ → what the person is
    "buergerin": _("Resident"),
    "nachbar": _("Neighbour"),
    "haendlerin": _("Shopkeeper"),
    "verein": _("Club chair"),
    "amt": _("County office"),
    "rathaus": _("Town hall"),
    "redaktion": _("Editorial desk"),
    "partner": _("Provider of a partner service"),
    "traeger": _("Platform owner"),
}

DEEDS = {  # what the trail calls what this room does (audit.registry)
    "accounts.person_created": _("Account created"),
    "accounts.profile_changed": _("Profile changed"),
    "accounts.signed_in": _("Signed in"),
    "accounts.second_step_failed": _("Wrong code at the second step"),
    "accounts.session_ended": _("A device signed out"),
    "accounts.sessions_ended": _("Other devices signed out"),
    "accounts.password_changed": _("Password changed"),
    "accounts.unproven_password_forgotten": _("An unproven password was dropped"),
    "accounts.app_on": _("Authenticator app set up"),
    "accounts.app_off": _("Authenticator app removed"),
    "accounts.recovery_codes_renewed": _("New recovery codes"),
    "accounts.recovery_code_used": _("Recovery code used"),
    "accounts.passkey_added": _("Passkey added"),
    "accounts.passkey_removed": _("Passkey removed"),
    "accounts.address_changed": _("E-mail address changed"),
    "accounts.address_restored": _("Former e-mail address restored"),
    "accounts.recovery_accepted": _("Lost account: identity accepted"),
    "accounts.recovery_stopped": _("Lost account: stopped from the old address"),
    "accounts.recovered": _("Account recovered"),
    "accounts.deactivated": _("Account locked"),
    "accounts.reactivated": _("Account unlocked"),
    "accounts.looked_up": _("Account looked up by e-mail address"),
    "accounts.exported": _("Own data downloaded"),
    "accounts.erased": _("Account deleted"),
}

# The page for people in the export: titles of its files and words of their fields. What is missing stands as it is.
EXPORT_TITLES = {
    "account/profile.json": _("Profile"),
    "account/ways_to_sign_in.json": _("Ways to sign in"),
    "account/devices.json": _("Where you are signed in"),
    "account/security_events.json": _("What happened to your sign-in"),
    "account/addresses.json": _("Changed addresses"),
    "account/recoveries.json": _("Requests because access was lost"),
    "audit/trail.json": _("What was written down of your deeds"),
    "chat/conversations.json": _("Your conversations"),
    "chat/written_for_organisations.json": _("What you wrote for organisations"),
    "files/files.json": _("Files you uploaded"),
    "notifications/notices.json": _("Notices"),
    "organisations/follows.json": _("Whom you follow"),
    "organisations/memberships.json": _("For whom you act"),
    "organisations/invitations.json": _("Invitations"),
    "organisations/requests.json": _("Requests"),
    "pages/written.json": _("Pages and news you wrote"),
    "portal/first_steps.json": _("First steps you put away"),
    "region/duties.json": _("Duties for the owner"),
}
EXPORT_WORDS = {
    "address": _("Address"), "app_since": _("App since"), "at": _("When"), "began_at": _("Began"), "by_me": _("By you"),
    "codes_left": _("Recovery codes left"), "deed": _("Deed"), "description": _("Description"), "device": _("Device"),
    "duty": _("Duty"), "email": _("E-mail"), "from": _("From"), "granted_at": _("Since"), "has_password": _("Has a password"),
    "home": _("Home municipality"), "is_by_other": _("By somebody else"),
    "is_this": _("This device"), "joined_at": _("Account since"), "kind": _("Kind"),
    "language": _("Language"), "messages": _("Messages"), "municipality": _("Municipality"), "name": _("Name"),
    "opened_at": _("Began"), "organisation": _("Organisation"), "passkeys": _("Passkeys"), "radius_km": _("Radius in km"),
    "record": _("Record"), "rights": _("Rights"), "role": _("Role"), "seen_at": _("Last seen"), "sent_at": _("Sent"),
    "shown_far_away_as": _("Name for people far away"),
    "since": _("Since"), "text": _("Text"), "theme": _("Appearance"), "title": _("Title"), "until": _("Until"),
    "uploaded_at": _("Uploaded"), "words": _("Device"),
}  # fmt: skip
