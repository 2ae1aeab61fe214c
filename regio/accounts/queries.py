"""Reads of the room."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regio.accounts.choices import DEMO_DOMAIN, DEMO_ROLES, FarName
from regio.accounts.models import AddressChange, Recovery, Session, User
from regio.accounts.rules import is_near, public_key
from regio.audit.models import Entry
from regio.core.privacy import Part
from regio.core.time import now
from regio.region.rules import holds_any_duty

UNDO_DAYS = 7  # so long an old address can take back a new one
EVENTS_SHOWN = 20
EVENTS = {  # what the trail holds about signing in → what the person reads
    "accounts.person_created": gettext_lazy("Account created"),
    "accounts.signed_in": gettext_lazy("Signed in"),
    "accounts.second_step_failed": gettext_lazy("Wrong code at the second step"),
    "accounts.session_ended": gettext_lazy("A device signed out"),
    "accounts.sessions_ended": gettext_lazy("Other devices signed out"),
    "accounts.password_changed": gettext_lazy("New password"),
    "accounts.unproven_password_forgotten": gettext_lazy("An unproven password was dropped"),
    "accounts.app_on": gettext_lazy("Authenticator app set up"),
    "accounts.app_off": gettext_lazy("Authenticator app removed"),
    "accounts.recovery_codes_renewed": gettext_lazy("New recovery codes"),
    "accounts.recovery_code_used": gettext_lazy("Recovery code used"),
    "accounts.passkey_added": gettext_lazy("Passkey added"),
    "accounts.passkey_removed": gettext_lazy("Passkey removed"),
    "accounts.address_changed": gettext_lazy("E-mail address changed"),
    "accounts.address_restored": gettext_lazy("Former e-mail address restored"),
    "accounts.recovered": gettext_lazy("Account recovered by the desk"),
    "accounts.deactivated": gettext_lazy("Account locked"),
    "accounts.reactivated": gettext_lazy("Account unlocked"),
}


@dataclass(frozen=True, slots=True)
class CastMember:
    """One of the demo cast, as the sign-in page shows them."""

    key: str
    name: str
    role: str | Promise


def demo_cast() -> list[CastMember]:
    """Those of the cast that exist here, in the order of the table. Call it in demo mode only."""
    names = dict(User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}", is_active=True).values_list("email", "name"))
    return [
        CastMember(key, names[address], role)
        for key, role in DEMO_ROLES.items()
        if (address := f"{key}@{DEMO_DOMAIN}") in names
    ]


def demo_person(key: str) -> User | None:
    """The person behind a name of the cast."""
    if key not in DEMO_ROLES:
        return None
    return User.objects.filter(email=f"{key}@{DEMO_DOMAIN}", is_active=True).first()


def shown_name(person: User, *, viewer: User | AnonymousUser | None) -> str:
    """What `viewer` may call `person`: the whole name near (rules.is_near), else what the person chose."""
    return person.name if is_near(viewer, person) else far_name(person)


def far_name(person: User) -> str:
    """`Rosa R.`, `R. R.` or the whole name. A name of one word stays a word, or becomes one letter."""
    words = person.name.split()
    if person.far_name == FarName.FULL or not words:
        return person.name
    if person.far_name == FarName.INITIALS:
        return " ".join(f"{word[0]}." for word in ([words[0], words[-1]] if len(words) > 1 else words))
    return words[0] if len(words) == 1 else f"{words[0]} {words[-1][0]}."


def has_app(person: User) -> bool:
    """True when signing in takes a second step."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey as the list shows it."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How a person can sign in. The code by e-mail is always one of them."""

    has_password: bool
    app_since: datetime | None
    codes_left: int
    passkeys: list[Passkey]


def ways_in(person: User) -> WaysIn:
    """What the security page lists."""
    rows = list(Authenticator.objects.filter(user=person).order_by("pk"))
    app = next((row.created_at for row in rows if row.type == Authenticator.Type.TOTP), None)
    codes = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return WaysIn(
        has_password=person.has_usable_password(),
        app_since=app,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        passkeys=[
            Passkey(row.pk, row.wrap().name, row.created_at, row.last_used_at)
            for row in rows
            if row.type == Authenticator.Type.WEBAUTHN
        ],
    )


def passkey_of(person: User, pk: int) -> Authenticator | None:
    """One of the person's own passkeys."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN, pk=pk).first()


@dataclass(frozen=True, slots=True)
class Device:
    """One sign-in as the list shows it."""

    key: str
    words: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def devices_of(person: User, current: str | None) -> list[Device]:
    """Where the person is signed in: this device first, then the ones seen last."""
    rows = Session.objects.filter(person=person, expire_date__gt=now()).defer("session_data").order_by("-seen_at")
    found = [
        Device(public_key(row), device_words(row.device), row.began_at, row.seen_at, row.session_key == current)
        for row in rows
    ]
    return sorted(found, key=lambda device: not device.is_this)


def device_words(device: str) -> str:
    """`Firefox auf Android`."""
    browser, _sep, system = device.partition("|")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the account."""

    at: datetime
    text: str | Promise
    device: str
    is_by_other: bool  # by the desk, not by the person


def security_events(person: User) -> list[Event]:
    """What happened to the account lately, newest first."""
    about = Entry.objects.filter(kind=User._meta.label_lower, key=str(person.pk), deed__in=EVENTS)
    return [
        Event(row.at, EVENTS[row.deed], device_words(row.data["device"]) if row.data.get("device") else "",
              row.by_id not in (None, person.pk))
        for row in about.order_by("-at", "-pk")[:EVENTS_SHOWN]
    ]  # fmt: skip


def is_address_spoken_for(email: str) -> bool:
    """True while a person who gave up this address can still take it back."""
    return AddressChange.objects.filter(old__iexact=email, at__gt=now() - timedelta(days=UNDO_DAYS)).exists()


def is_address_taken(email: str, *, but: User | None = None) -> bool:
    """True when another person has it or can take it back."""
    others = User.objects.filter(email__iexact=email).exclude(pk=but.pk if but else 0)
    return others.exists() or (is_address_spoken_for(email) and not _is_own_old(email, but))


def open_change(change_id: str) -> AddressChange | None:
    """A change of address that can still be taken back."""
    rows = AddressChange.objects.select_related("person")
    return rows.filter(pk=change_id, at__gt=now() - timedelta(days=UNDO_DAYS)).first()


def open_recovery(key: str) -> Recovery | None:
    """A recovery that was neither used nor stopped."""
    return Recovery.objects.select_related("person").filter(pk=key, used_at=None, stopped_at=None).first()


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the desk compares with the identity document."""

    person: User | None
    said_name: str
    new: str
    is_owner: bool


def claimed_account(about_key: str, data: dict[str, str]) -> Claimed:
    """Account and words of whoever asks for it."""
    person = User.objects.select_related("home").filter(pk=about_key).first()
    return Claimed(person, data.get("said_name", ""), data.get("new", ""), bool(person and holds_any_duty(person)))


def addresses_of(person: User) -> set[str]:
    """Every e-mail address that is known to be or to have been theirs, as it is stored."""
    found = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    for old, new in AddressChange.objects.filter(person=person).values_list("old", "new"):
        found |= {old, new}
    return found | set(Recovery.objects.filter(person=person, stopped_at=None).values_list("email", flat=True))


def _is_own_old(email: str, person: User | None) -> bool:
    return person is not None and AddressChange.objects.filter(old__iexact=email, person=person).exists()


def parts_about(person: User) -> Iterator[Part]:
    """The account itself (GDPR Art. 15, 20). No keys and no hashes: nobody can read them."""
    yield Part(
        "account/profile.json",
        {
            "name": person.name,
            "shown_far_away_as": person.far_name,
            "email": person.email,
            "home": person.home.name if person.home else "",
            "radius_km": person.radius_km,
            "language": person.language,
            "theme": person.theme,
            "joined_at": person.joined_at.isoformat(),
        },
    )
    ways = ways_in(person)
    yield Part("account/ways_to_sign_in.json", asdict(ways))
    yield Part("account/devices.json", [asdict(device) for device in devices_of(person, None)])
    yield Part("account/security_events.json", [asdict(event) for event in security_events(person)])
    changes = AddressChange.objects.filter(person=person).order_by("at")
    yield Part("account/addresses.json", [{"at": row.at, "old": row.old, "new": row.new} for row in changes])
    recoveries = Recovery.objects.filter(person=person).order_by("accepted_at")
    yield Part("account/recoveries.json", [{"at": row.accepted_at, "email": row.email} for row in recoveries])
