"""The owner's desk: where somebody with a duty begins."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from regio.core.http import page
from regio.region.queries.desk import desk_of
from regio.region.rules import can_enter_desk
from regio.region.views.gate import needs


@require_safe
@login_required
@needs(can_enter_desk)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, by section, and what their duties mean."""
    return page(request, "region/desk/home.html", {"desk": desk_of(request.user)})
