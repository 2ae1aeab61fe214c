"""What an organisation puts onto its own website: a frame that stays up to date, or plain HTML that does not need us."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from regio.organisations.models import Organisation
from regio.organisations.queries.page import address_of
from regio.organisations.queries.sign import public_address, usual_hours

_BARE, _A_LINE = 190, 26  # pixels: the card without hours, and each line of them


@dataclass(frozen=True, slots=True)
class Snippets:
    """Ready to copy. `frame` shows what is true now; `plain` what was true when it was copied."""

    address: str
    frame: str
    plain: str


def snippets_of(organisation: Organisation) -> Snippets:
    """Both ways for one organisation, escaped."""
    address = settings.BASE_URL + reverse("organisations:embed", args=[organisation.slug])
    hours = usual_hours(organisation)
    frame = format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" referrerpolicy="no-referrer" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox" style="border:0;max-width:30rem"></iframe>',
        address,
        _("Opening hours of %(name)s") % {"name": organisation.name},
        _BARE + _A_LINE * len(hours),
    )
    # Text to copy, not markup of our page: a plain str is escaped there once more.
    return Snippets(address, "".join([frame]), _plain(organisation, hours))


def _plain(organisation: Organisation, hours: list[tuple[str, str]]) -> str:
    page = public_address(organisation)
    lines = [format_html('<p><strong><a href="{}">{}</a></strong></p>', page, organisation.name)]
    if place := address_of(organisation):
        lines.append(format_html("<p>{}</p>", place))
    if hours:
        rows = format_html_join("", "<li>{}{}</li>", ((f"{days}: " if days else "", times) for days, times in hours))
        lines.append(format_html("<ul>{}</ul>", rows))
    lines.append(format_html('<p><a href="{}">{}</a></p>', page, _("Ask us a question")))
    return "<div>\n" + "\n".join(lines) + "\n</div>"
