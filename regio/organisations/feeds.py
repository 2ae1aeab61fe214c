"""What machines read of an organisation: JSON-LD in the words of schema.org."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from regio.core.hours import Day
from regio.organisations.choices import Kind
from regio.organisations.models import Organisation
from regio.organisations.queries import OrganisationPage
from regio.organisations.queries.documents import picture_address

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def linked_data(page: OrganisationPage) -> dict[str, Any]:
    """The organisation as schema.org sees it: only what is known, addresses from the configured base URL."""
    organisation = page.organisation
    picture = picture_address(organisation)
    found = {
        "@context": "https://schema.org",
        "@type": Kind(organisation.kind).schema_type,
        "name": organisation.name,
        "url": settings.BASE_URL + reverse("organisations:page", args=[organisation.slug]),
        "description": organisation.claim or organisation.description,
        "image": settings.BASE_URL + picture if picture else "",
        "telephone": organisation.phone,
        "email": organisation.email,
        "sameAs": organisation.website,
        "address": _address(organisation),
        "geo": _geo(organisation),
        "openingHoursSpecification": _hours(page.hours.days) if page.hours else [],
    }
    return {key: value for key, value in found.items() if value}


def _address(organisation: Organisation) -> dict[str, str]:
    found = {
        "streetAddress": f"{organisation.street} {organisation.housenumber}".strip(),
        "postalCode": organisation.postcode,
        "addressLocality": organisation.city,
    }
    known = {key: value for key, value in found.items() if value}
    return {"@type": "PostalAddress", **known, "addressCountry": "DE"} if known else {}


def _geo(organisation: Organisation) -> dict[str, Any]:
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
