"""What the room knows about a person (GDPR Art. 15)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from regio.core.privacy import Part
from regio.moderation.models import Case, Insight, MailWish, Party, ReasonTemplate, Remark
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
    if worked := list(_desk_work(person)):
        yield Part("moderation/desk.json", worked)


def _desk_work(person: "User") -> Iterator[dict[str, object]]:
    """What they did as one of the owner's people: cases in hand, proposed and decided, words to openers and colleagues."""
    for field in ("taken_by", "proposed_by", "decided_by"):
        for case in Case.objects.filter(**{field: person}).order_by("opened_at"):
            yield {"case": str(case.pk), "as": field, "outcome": case.outcome, "reasons": case.reasons}
    for remark in Remark.objects.filter(by=person, is_from_desk=True).order_by("at"):
        yield {"case": str(remark.case_id), "as": "remark", "at": remark.at.isoformat(), "text": remark.text}
    for template in ReasonTemplate.objects.filter(changed_by=person).order_by("name"):
        yield {"as": "template", "name": template.name, "text": template.text}


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
