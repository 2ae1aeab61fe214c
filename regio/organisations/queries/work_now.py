"""How organisations work now: on their pages, and what came of a call to the region."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from regio.organisations.choices import Way
from regio.organisations.models import Membership, Organisation, WorkAnswer, WorkCall, WorkNow


def work_now_of(organisation: Organisation) -> WorkNow | None:
    """What holds today; None when the organisation works as always."""
    return WorkNow.objects.valid(timezone.localdate()).filter(organisation=organisation).first()


def running_call() -> WorkCall | None:
    """The call every organisation is asked to answer now."""
    return WorkCall.objects.filter(ended_at=None).first()


def is_answered(call: WorkCall, organisation: Organisation) -> bool:
    """Whether the organisation said something since the call began."""
    return WorkAnswer.objects.filter(call=call, organisation=organisation).exists()


@dataclass(frozen=True, slots=True)
class Answers:
    """How many were asked and have answered: per Gemeinde (name, answered, asked) and per way (label, number)."""

    asked: int
    answered: int
    places: list[tuple[str, int, int]]
    ways: list[tuple[str, int]]


def answers_of(call: WorkCall) -> Answers:
    """What came of `call`, counted now."""
    managed = Membership.objects.filter(organisation=OuterRef("pk"))
    asked = Organisation.objects.published().filter(Exists(managed))
    per_place = dict(asked.order_by().values_list("municipality__name").annotate(Count("pk")))
    answers = WorkAnswer.objects.filter(call=call).order_by()
    answered = dict(answers.values_list("organisation__municipality__name").annotate(Count("pk")))
    places = [(name or "–", answered.get(name, 0), number) for name, number in per_place.items()]
    said = WorkNow.objects.valid(timezone.localdate()).filter(organisation__in=answers.values("organisation"))
    ways = [ways for (ways,) in said.values_list("ways")]
    counts = [(str(way.label), sum(way.value in each for each in ways)) for way in Way]
    return Answers(sum(per_place.values()), sum(answered.values()), sorted(places), counts)
