"""What machines read of an organisation: JSON-LD in the words of schema.org."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from regio.core.hours import Day, HoursError, Special, plan_of
from regio.organisations.choices import Access, Kind
from regio.organisations.models import Contact, Organisation, Place
from regio.organisations.queries import OrganisationPage
from regio.organisations.queries.documents import picture_address
from regio.organisations.queries.page import PlaceShown

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def linked_data(page: OrganisationPage) -> dict[str, Any]:
    """The organisation as schema.org sees it: only what is known, addresses from the configured base URL."""
    organisation = page.organisation
    picture = picture_address(organisation)
    imprint = page.imprint
    found = {
        "@context": "https://schema.org",
        "@type": Kind(organisation.kind).schema_type,
        "name": organisation.name,
        "legalName": imprint.legal_name if imprint else "",
        "vatID": imprint.vat_id if imprint else "",
        "url": settings.BASE_URL + reverse("organisations:page", args=[organisation.slug]),
        "description": organisation.claim or organisation.description,
        "image": settings.BASE_URL + picture if picture else "",
        "telephone": organisation.phone,
        "email": organisation.email,
        "sameAs": organisation.website,
        "address": _address(organisation),
        "geo": _geo(organisation),
        "openingHoursSpecification": _hours(page.hours.days) if page.hours else [],
        "specialOpeningHoursSpecification": _special_hours(organisation.opening_hours) if page.hours else [],
        "contactPoint": [_contact(contact) for contact in page.contacts],
        "department": [_department(shown) for shown in page.places],
        "amenityFeature": _amenities(organisation),
        "paymentAccepted": ", ".join(organisation.get_payment_labels()),
    }
    return {key: value for key, value in found.items() if value}


def _address(organisation: Organisation | Place) -> dict[str, str]:
    found = {
        "streetAddress": f"{organisation.street} {organisation.housenumber}".strip(),
        "postalCode": organisation.postcode,
        "addressLocality": organisation.city,
    }
    known = {key: value for key, value in found.items() if value}
    return {"@type": "PostalAddress", **known, "addressCountry": "DE"} if known else {}


def _geo(organisation: Organisation | Place) -> dict[str, Any]:
    if organisation.lat is None or organisation.lon is None:
        return {}
    return {"@type": "GeoCoordinates", "latitude": organisation.lat, "longitude": organisation.lon}


def _hours(days: list[Day]) -> list[dict[str, str]]:
    """This week's hours: rules with seasons and holidays have no other true form in schema.org."""
    valid = {"validFrom": days[0].date.isoformat(), "validThrough": days[-1].date.isoformat()}
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": _DAYS[day.date.weekday()],
            "opens": f"{start:%H:%M}",
            "closes": f"{end:%H:%M}" if start != end else "23:59",
            **valid,
        }
        for day in days
        for start, end in day.ranges
    ]


def _special_hours(text: str) -> list[dict[str, str]]:
    """Single days and holidays to come; without times it is closed. Hours no form can show have none."""
    try:
        plan = plan_of(text)
    except HoursError:
        return []
    today = timezone.localdate()
    coming = [one for one in plan.specials if not one.is_yearly and one.last >= today] if plan else []
    return [row for one in coming for row in _special(one)]


def _special(one: Special) -> list[dict[str, str]]:
    valid = {
        "@type": "OpeningHoursSpecification",
        "validFrom": one.first.isoformat(),
        "validThrough": one.last.isoformat(),
    }
    times = [(_clock(start), _clock(end)) for start, end in one.times] or [("00:00", "00:00")]
    return [{**valid, "opens": opens, "closes": closes} for opens, closes in times]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _contact(contact: Contact) -> dict[str, str]:
    found = {
        "@type": "ContactPoint",
        "name": contact.name,
        "contactType": contact.duties or contact.function,
        "telephone": contact.phone or contact.mobile,
        "email": contact.email,
    }
    return {key: value for key, value in found.items() if value}


def _department(shown: PlaceShown) -> dict[str, Any]:
    found = {
        "@type": "LocalBusiness",
        "name": shown.place.name,
        "telephone": shown.place.phone,
        "address": _address(shown.place),
        "geo": _geo(shown.place),
        "openingHoursSpecification": _hours(shown.hours.days) if shown.hours else [],
    }
    return {key: value for key, value in found.items() if value}


def _amenities(organisation: Organisation) -> list[dict[str, Any]]:
    return [
        {"@type": "LocationFeatureSpecification", "name": str(Access(word).label), "value": True}
        for word in organisation.access
        if word in Access.values and word != Access.STEPS
    ]
