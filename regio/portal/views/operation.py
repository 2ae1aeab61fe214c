"""For whoever runs the platform: is every part alive, and how much waits. No session, no shell."""

import time
from ipaddress import ip_address
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from regio.portal.queries import HEARTBEAT_SECONDS, jobs_by_status, worker_seen_at

STARTED = time.time()
LIVE_SECONDS = 1.0


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when every part works, else 503; one entry per part (DESIGN §5)."""
    try:
        seen = worker_seen_at()
        is_fresh = seen is not None and (timezone.now() - seen).total_seconds() < HEARTBEAT_SECONDS
        parts = {"database": "ok", "worker": "ok" if is_fresh else "down"}
    except Error:
        connection.close()
        parts = {"database": "down", "worker": "unknown"}
    parts["live"] = "ok" if is_live_up() else "down"
    return JsonResponse(parts, status=200 if set(parts.values()) == {"ok"} else 503)


def is_live_up() -> bool:
    """True when the hub answers that it hears the bus."""
    address = f"http://{settings.LIVE_HOST}:{settings.LIVE_PORT}/healthz"
    try:
        with urlopen(address, timeout=LIVE_SECONDS) as answer:  # noqa: S310 - our own process, address from the settings
            return answer.status == 200
    except (URLError, OSError):
        return False


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text for a collector on this machine; through a proxy it does not exist."""
    if not is_from_here(request):
        raise Http404
    jobs = jobs_by_status()
    lines = ["# TYPE regio_uptime_seconds gauge", f"regio_uptime_seconds {time.time() - STARTED:.0f}"]
    lines += ["# TYPE regio_jobs gauge"]
    lines += [f'regio_jobs{{status="{status}"}} {jobs.get(status, 0)}' for status in ("todo", "doing", "failed")]
    seen = worker_seen_at()
    if seen:
        age = (timezone.now() - seen).total_seconds()
        lines += ["# TYPE regio_worker_heartbeat_age_seconds gauge", f"regio_worker_heartbeat_age_seconds {age:.0f}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def is_from_here(request: HttpRequest) -> bool:
    """A loopback address that no proxy stands before."""
    if any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
