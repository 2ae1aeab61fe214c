"""How the parties of a case hear of it: a notice and a mail, or a mail with a signed link. Parts of actions."""

from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regio.moderation.choices import Side, State
from regio.moderation.documents import token_for
from regio.moderation.emails import decision_text, decision_title
from regio.moderation.models import Case, MailWish, Party
from regio.moderation.registry import kind_named, next_step_of
from regio.moderation.rules import can_see_case
from regio.notifications.actions import tell, tell_address
from regio.region.choices import CaseMail
from regio.region.queries import county

type Text = str | Promise
_title, _text = lazy(decision_title, str), lazy(decision_text, str)


def tell_party(party: Party, *, case: Case, kind: str, title: Text, text: Text, url: str = "") -> None:
    """Tell one side something about `case`. Who left no address reads it on their page. `url`: elsewhere than there."""
    if party.person:
        circle = f"sides-{party.pk}" if party.side == Side.AUTHOR else ""
        tell(party.person, kind=kind, title=title, text=text, url=url or page_of(case), circle=circle)
    elif party.email:
        url = f"{page_of(case)}?zeichen={token_for(party)}"
        tell_address(party.email, title=title, text=text, url=url, language=party.language or "de")


def tell_opener(case: Case, *, kind: str, text: Text) -> None:
    """Tell who opened it; those who joined a report are not asked."""
    first = case.parties.filter(side=Side.OPENER).select_related("person").order_by("pk").first()
    if first:
        tell_party(first, case=case, kind=kind, title=_("A question about your case"), text=text)


def tell_taker(case: Case) -> None:
    """Tell the colleague who works on it that the answer is here; no mail."""
    if case.taken_by:
        url = reverse("moderation:case", args=[case.pk])
        tell(
            case.taken_by,
            kind="moderation.answered",
            title=_("An answer has come"),
            text=case.label,
            url=url,
            mail=False,
            circle=f"case-{case.pk}",
        )


def tell_desk(case: Case) -> None:
    """A new case waits: a mail to the county's address where its settings want one, and to whoever on duty wants one."""
    kind = kind_named(case.kind)
    url = reverse("moderation:case", args=[case.pk])
    _tell_address_of_desk(case)
    for wish in MailWish.objects.filter(kind=case.kind).select_related("person"):
        if kind and can_see_case(wish.person, case):
            tell(
                wish.person, kind="moderation.new", title=kind.label, text=case.label, url=url, circle=f"case-{case.pk}"
            )


def tell_second(case: Case) -> None:
    """A proposal waits for a second person: a mail to the county's address where its settings want one."""
    _tell_address_of_desk(case)


def _tell_address_of_desk(case: Case) -> None:
    """Kind and label only: what was said stays on the desk."""
    own = county()
    if own is None or own.case_mail != CaseMail.EACH or not own.email:
        return
    kind = kind_named(case.kind)
    title = _waits(kind.label if kind else case.kind, is_second=case.state == State.PROPOSED)
    tell_address(own.email, title=title, text=case.label, url=reverse("moderation:case", args=[case.pk]))


def _waiting(kind: Text, *, is_second: bool) -> str:
    words = {"kind": kind}
    return gettext("A second person is needed: %(kind)s") % words if is_second else gettext("New: %(kind)s") % words


_waits = lazy(_waiting, str)


def tell_decision(case: Case) -> None:
    """Everybody concerned reads outcome and reasons. Of an appeal, both sides of the case before."""
    first = case.appeal_of or case
    told = set()
    for party in first.parties.filter(withdrawn_at=None).select_related("person"):
        title, text = _title(case, party.side), _text(case, party.side)
        step = next_step_of(first) if party.side == Side.OPENER else None
        tell_party(party, case=first, kind="moderation.decided", title=title, text=text, url=step.url if step else "")
        told.add(party.person_id)
    kind = kind_named(first.kind)
    for person in kind.parties(first) if kind else ():
        if person.pk not in told:
            title, text = _title(case, Side.OPENER), _text(case, Side.OPENER)
            tell(person, kind="moderation.decided", title=title, text=text, url=page_of(first))
            told.add(person.pk)


def page_of(case: Case) -> str:
    """Where parties see it."""
    return reverse("report:case", args=[case.pk])
