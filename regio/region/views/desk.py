"""The owner's desk: where somebody with a duty begins."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from regio.core.http import page
from regio.region.queries.desk import desk_of
from regio.region.rules import can_enter_desk
from regio.region.views.gate import Request, needs


@require_safe
@needs(can_enter_desk)
def home(request: Request) -> HttpResponse:
    """What waits for this person, by section, and what their duties mean."""
    return page(request, "region/desk/home.html", {"desk": desk_of(request.user)})
