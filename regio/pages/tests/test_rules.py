"""Each rule and its SQL twin agree, for the whole cast and every state of a page; the bin empties itself."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile

from regio.accounts.models import User
from regio.core.time import now
from regio.files.models import File
from regio.organisations.models import Organisation
from regio.pages import actions
from regio.pages.documents import Owner
from regio.pages.models import Page, PageVersion
from regio.pages.rules import can_edit_page, can_see_page, editable_pages, visible_pages
from regio.pages.tests.conftest import make_page
from regio.region.models import Municipality


def test_twins_agree(
    shop: Organisation, shop_owner: Owner, town_owner: Owner, village: Municipality, town_editor: User,
    shopkeeper: User, resident: User, neighbour: User, owner: User,
) -> None:  # fmt: skip
    for of in (shop_owner, town_owner):
        make_page(of, "Öffentlich")
        make_page(of, "Entwurf", is_published=False)
        make_page(of, "Neu", kind="news")
        for field in ("hidden_at", "deleted_at"):
            Page.objects.filter(pk=make_page(of, field).pk).update(**{field: now()})
    people = (None, AnonymousUser(), town_editor, shopkeeper, resident, neighbour, owner)
    for published_at in (now(), None):
        Organisation.objects.filter(pk=shop.pk).update(published_at=published_at)
        for who in people:
            if who is not None:  # None is the platform itself for can_edit_page, and nobody for the twin
                edits = set(Page.objects.filter(editable_pages(who)))
                assert edits == {page for page in Page.objects.all() if can_edit_page(who, page)}, who
            sees = set(Page.objects.filter(visible_pages(who)))
            if who is not None:
                assert sees == {page for page in Page.objects.all() if can_see_page(who, page)}, who
    assert Page.objects.filter(editable_pages(town_editor)).count() == 5
    assert not Page.objects.filter(editable_pages(resident)).exists()


def test_the_bin_is_emptied_after_thirty_days_unless_an_appeal_may_need_it(town_owner: Owner) -> None:
    old, young, hidden = (make_page(town_owner, title) for title in ("Alt", "Jung", "Versteckt"))
    pdf = SimpleUploadedFile("plan.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\n", "application/pdf")
    file = actions.add_file(old, pdf, by=None)
    month_ago = now() - timedelta(days=31)
    Page.objects.filter(pk__in=[old.pk, hidden.pk]).update(deleted_at=month_ago)
    Page.objects.filter(pk=hidden.pk).update(hidden_at=month_ago)
    Page.objects.filter(pk=young.pk).update(deleted_at=now() - timedelta(days=29))
    assert actions.empty_bin() == 1
    assert set(Page.objects.all()) == {young, hidden}
    assert not PageVersion.objects.filter(page_id=old.pk).exists()
    assert not File.objects.there().filter(pk=file.pk).exists()
