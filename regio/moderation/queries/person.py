"""What the room knows about a person (GDPR Art. 15)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from regio.core.privacy import Part
from regio.moderation.models import Insight, MailWish, Party, Remark
from regio.moderation.queries.parties import open_to_party
from regio.moderation.queries.words import outcome_label

if TYPE_CHECKING:
    from regio.accounts.models import User


def parts_about(person: "User") -> Iterator[Part]:
    """Their cases with everything said to and by them; what they did on the desk stands in the trail."""
    mine = Party.objects.filter(open_to_party(), person=person).select_related("case__appeal_of").order_by("joined_at")
    if cases := [_row(party) for party in mine]:
        yield Part("moderation/cases.json", cases)
    insights = Insight.objects.filter(by=person).order_by("at")
    looked: list[dict[str, object]] = [
        {"case": str(one.case_id), "need": one.need, "at": one.at.isoformat()} for one in insights
    ]
    if looked:
        yield Part("moderation/looked_into.json", looked)
    if wishes := list(MailWish.objects.filter(person=person).order_by("kind").values_list("kind", flat=True)):
        yield Part("moderation/mails.json", [{"kind": kind} for kind in wishes])


def _row(party: Party) -> dict[str, object]:
    case = party.case
    is_opener = case.opened_by_id == party.person_id
    said = Remark.objects.filter(case=case, is_internal=False).order_by("at") if is_opener else ()
    return {
        "id": str(case.pk),
        "kind": case.kind,
        "about": case.label,
        "side": party.side,
        "state": case.state,
        "joined_at": party.joined_at.isoformat(),
        "reason": party.reason,
        "statement": party.statement,
        "kept": case.data if is_opener and case.about_kind != "moderation.case" else {},
        "dialogue": [{"from_desk": one.is_from_desk, "at": one.at.isoformat(), "text": one.text} for one in said],
        "outcome": outcome_label(case) if case.decided_at else "",
        "reasons": case.reasons if case.decided_at else "",
        "decided_at": case.decided_at.isoformat() if case.decided_at else "",
    }
