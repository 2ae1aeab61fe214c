"""The editor: one form, many buttons. Each of them brings along everything typed, so nothing is ever lost."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regio.core.errors import RegioError
from regio.core.http import is_part_wanted, page, takes_files, wants_json
from regio.core.time import clock_text, now
from regio.pages import actions, queries
from regio.pages.choices import BlockKind
from regio.pages.documents import Content, Owner, changes
from regio.pages.errors import SavedMeanwhile
from regio.pages.forms.editor import order_of, written
from regio.pages.models import Page
from regio.pages.queries.writing import files_on
from regio.pages.registry import cards_of, kind_of, week_of
from regio.pages.views.manage import Request, own_page, owner_or_404


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the form is shown again: `focus` is the block the person works on, `error` why nothing was stored."""

    focus: str = ""
    error: str = ""
    is_conflict: bool = False
    revision: int | None = None  # what was refused still stands on top of what it was written on


@takes_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, id: UUID) -> HttpResponse:
    """GET: the draft. POST: store what was typed and do what the pressed button says."""
    found = own_page(request, id)
    if request.method != "POST":
        return show(request, found, queries.content_of(found), Outcome(focus=request.GET.get("abschnitt", "")))
    content = queries.content_of(found)
    try:
        content = written(request.POST, content)
        return press(request, found, content)
    except SavedMeanwhile as error:
        return refuse(
            request,
            found,
            content,
            Outcome(error=str(error.text), is_conflict=True, revision=revision_of(request)),
            error,
        )
    except RegioError as error:
        return refuse(request, found, content, Outcome(error=str(error.text), revision=revision_of(request)), error)


def press(request: Request, found: Page, content: Content) -> HttpResponse:
    """Store, then go where the button leads."""
    word, _colon, rest = request.POST.get("do", "save").partition(":")
    with transaction.atomic():
        changed, focus = change(request, found, content, (word, rest))
        saved = actions.save_draft(
            found, changed, revision=revision_of(request), by=request.user, take_over=word == "take_over"
        )
        if word == "publish":
            actions.publish_page(saved, by=request.user)
    if wants_json(request):
        fields = file_fields(changed, rest) if word == "upload" else {}
        return JsonResponse({"revision": saved.revision, "saved": said(saved), "fields": fields})
    if word == "publish":
        messages.success(request, _("Published. Everybody can read it now."))
        return redirect("pages:history", id=saved.pk) if saved.hidden_at else to_public(saved)
    if word == "preview":
        return redirect("pages:preview", id=saved.pk)
    if is_part_wanted(request):
        return show(request, queries.editable_page(request.user, saved.pk) or saved, changed, Outcome(focus=focus))
    return redirect(f"{reverse('pages:edit', args=[saved.pk])}{f'?abschnitt={focus}#b-{focus}' if focus else ''}")


def change(request: Request, found: Page, content: Content, do: tuple[str, str]) -> tuple[Content, str]:
    """What the button does to the content, and the block to go on with."""
    word, id = do
    match word:
        case "up" | "down":
            return changes.moved(content, id, step=-1 if word == "up" else 1), id
        case "copy":
            return changes.copied(content, id)
        case "delete":
            return changes.without(content, id), "undo"
        case "undo":
            return changes.undone(content)
        case "add":
            kind, _colon, after = id.partition(":")
            return changes.added(content, kind, after=after)
        case "show":
            return content, id
        case "upload":
            return uploaded(request, found, content, id), id
        case "drop":
            block, _colon, file = id.partition(":")
            return changes.without_file(content, block, file=file), block
    return uploaded_everywhere(request, found, content), ""


def uploaded(request: Request, found: Page, content: Content, id: str) -> Content:
    """Take in what was chosen in the block `id`."""
    for upload in request.FILES.getlist(f"{id}-upload")[:8]:
        alt = request.POST.get(f"{id}-upload-alt", "")
        file = actions.add_file(found, upload, by=request.user, alt=alt)
        content = changes.with_file(content, id, file=str(file.pk), name=file.name, alt=file.alt)
    return content


def file_fields(content: Content, id: str) -> dict[str, str]:
    """What the hidden fields of a block hold after an upload, for the script that sent it."""
    if id == "teaser":
        return {"teaser": content.teaser["file"]} if content.teaser else {}
    block = next((block for block in content.blocks if block["id"] == id), {})
    names = [name for name in ("pictures", "files") if name in block]
    return {f"{id}-{name}": ",".join(one["file"] for one in block[name]) for name in names}


def uploaded_everywhere(request: Request, found: Page, content: Content) -> Content:
    """Somebody who has chosen a picture and presses "Publish" means the picture too."""
    for name in request.FILES:
        content = uploaded(request, found, content, name.removesuffix("-upload"))
    return content


def revision_of(request: Request) -> int:
    """On top of which state the form was filled."""
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


def refuse(request: Request, found: Page, content: Content, outcome: Outcome, error: RegioError) -> HttpResponse:
    """The form as it was typed, with the reason."""
    if wants_json(request):
        return JsonResponse({"title": outcome.error, "code": error.code}, status=error.status)
    fresh = queries.editable_page(request.user, found.pk) or found
    return show(request, fresh, content, outcome, status=error.status)


def show(request: Request, found: Page, content: Content, outcome: Outcome, *, status: int = 200) -> HttpResponse:
    """The page of the editor; with htmx its blocks."""
    owner, kind = owner_or_404(found), kind_of(found.owner_kind)
    context = {
        "page": found,
        "whose": owner,
        "path": kind.path if kind else "",
        "content": content,
        "order": order_of(content.blocks),
        "files": files_on(found),
        "cards": cards_of(owner.kind, owner.key),
        "has_hours": has_hours(owner, content),
        "beside": said_of_others(request, found),
        "kinds": list(BlockKind),
        "labels": dict(BlockKind.choices),
        "outcome": outcome,
        "revision": found.revision if outcome.revision is None else outcome.revision,
        "saved": "" if outcome.error else said(found),
    }
    return page(request, "pages/edit.html", context, part="blocks", status=status)


def said(found: Page) -> str:
    """`Draft saved, 14:03`; empty before the first time."""
    if found.draft_at is None:
        return ""
    return _("Draft saved, %(at)s") % {"at": clock_text(min(found.draft_at, now()))}


def said_of_others(request: Request, found: Page) -> str:
    """Who else has written here within the last hour; nobody is surprised by a second pen."""
    by, at = found.draft_by, found.draft_at
    if by is None or at is None or by == request.user or at < now() - timedelta(hours=1):
        return ""
    return _("%(name)s has written here too, last at %(at)s.") % {"name": by, "at": clock_text(at)}


def has_hours(owner: Owner, content: Content) -> bool:
    """Whether a section with opening hours would show any."""
    asked = any(block["kind"] == BlockKind.HOURS for block in content.blocks)
    return asked and week_of(owner.kind, owner.key) is not None


def to_public(saved: Page) -> HttpResponse:
    """The page as everybody sees it now; while its owner is not public, the preview."""
    owner = owner_or_404(saved)
    if not owner.is_public:
        return redirect("pages:preview", id=saved.pk)
    return redirect(f"pages:of_{owner.kind}", address=owner.address, slug=saved.slug)
