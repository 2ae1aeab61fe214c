"""What the search knows of pages follows the pages and their owners."""

from collections.abc import Iterable

from django.db import transaction

from regio.pages.models import Page
from regio.pages.queries import document_of, owners_of
from regio.pages.registry import kind_of
from regio.search import actions as search


def keep_findable(pages: Iterable[Page]) -> None:
    """Put public pages into the index and forget the others, in the running transaction."""
    pages = list(pages)
    owners = owners_of(pages)
    documents = []
    for page in pages:
        owner = owners.get((page.owner_kind, page.owner_key))
        if page.is_live and owner and owner.is_public:
            documents.append(document_of(page, owner))
        else:
            search.drop("page", str(page.pk))
    if documents:
        search.put_many(documents)


@transaction.atomic
def follow_owner(kind: str, keys: Iterable[str]) -> None:
    """An owner was published, withdrawn, renamed or moved: its pages follow. Called in the transaction of that deed."""
    wanted = list(keys)
    pages = list(Page.objects.filter(owner_kind=kind, owner_key__in=wanted).defer("draft"))
    registered = kind_of(kind)
    if not pages or registered is None:
        return
    for key, owner in registered.of({page.owner_key for page in pages}).items():
        moved = Page.objects.of(kind, key).exclude(municipality=owner.municipality_id)
        moved.update(municipality=owner.municipality_id)
    keep_findable([page for page in pages if page.published_at])
