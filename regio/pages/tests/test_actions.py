"""Writing pages: who may, what is stored, what others find."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from conftest import make_organisation
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.organisations.actions.merge import merge_organisations
from regio.organisations.actions.publication import hide_organisation, restore_organisation
from regio.organisations.models import Organisation
from regio.pages import actions
from regio.pages.documents import Content, Owner, fresh
from regio.pages.errors import NotAPage, NothingToShow, SavedMeanwhile
from regio.pages.models import Page, PageVersion
from regio.pages.queries import changes_of, content_of, parts_about
from regio.pages.tests.conftest import make_page, owner, text_block
from regio.region.models import Municipality
from regio.search.models import SearchEntry


def owner_of(organisation: Organisation) -> Owner:
    return owner("organisation", organisation.pk)


def found() -> set[str]:
    return set(SearchEntry.objects.filter(kind="page").values_list("title", flat=True))


def test_a_page_is_born_as_draft(town_owner: Owner, town_editor: User) -> None:
    page = actions.create_page(town_owner, kind="page", title=" Unser  Freibad ", by=town_editor)
    again = actions.create_page(town_owner, kind="page", title="Unser Freibad", by=town_editor)
    assert (page.title, page.slug, page.published_at) == ("Unser Freibad", "unser-freibad", None)
    assert again.slug == "unser-freibad-2"
    assert found() == set()


def test_strangers_write_nothing(town_owner: Owner, resident: User, village: Municipality, town_editor: User) -> None:
    other = owner("municipality", village.pk)
    for who, whose in ((resident, town_owner), (town_editor, other)):
        with pytest.raises(Forbidden):
            actions.create_page(whose, kind="page", title="Meins", by=who)
    assert not Page.objects.exists()
    assert not Entry.objects.filter(deed__startswith="pages.").exists()


def test_publishing_shows_and_finds_it(town_owner: Owner, town_editor: User) -> None:
    page = make_page(town_owner, "Freibad", is_published=False)
    published = actions.publish_page(page, by=town_editor)
    assert published.is_live and published.draft is None
    assert published.blocks[0]["text"] == "Ein Text."
    assert found() == {"Freibad"}
    [change] = changes_of(published)
    assert (change.number, change.by, change.is_current) == (1, "Tara Town", True)


def test_a_draft_leaves_the_public_page_alone(town_owner: Owner, town_editor: User) -> None:
    page = make_page(town_owner, "Freibad")
    written = Content(title="Hallenbad", blocks=[text_block("Neu.")])
    saved = actions.save_draft(page, written, revision=page.revision, by=town_editor)
    assert (saved.title, content_of(saved).title) == ("Freibad", "Hallenbad")
    assert found() == {"Freibad"}


def test_unchanged_content_writes_nothing(town_owner: Owner, town_editor: User) -> None:
    page = make_page(town_owner, "Freibad")
    saved = actions.save_draft(page, content_of(page), revision=page.revision, by=town_editor)
    assert (saved.revision, saved.draft) == (page.revision, None)


def test_nothing_to_read_is_not_published(town_owner: Owner) -> None:
    page = actions.create_page(town_owner, kind="page", title="Leer", by=None)
    with pytest.raises(NothingToShow):
        actions.publish_page(page, by=None)
    assert not PageVersion.objects.exists()


def test_withdrawn_hidden_and_deleted_pages_are_not_found(town_owner: Owner, town_editor: User, owner: User) -> None:
    page = make_page(town_owner, "Freibad")
    for away, back, by in (
        (actions.withdraw_page, actions.publish_page, town_editor),
        (actions.hide_page, actions.show_page, owner),
        (actions.delete_page, actions.bring_back_page, town_editor),
    ):
        away(page, by=by)
        assert found() == set(), away
        back(page, by=by)
        assert found() == {"Freibad"}, back


def test_only_moderators_hide(town_owner: Owner, town_editor: User) -> None:
    page = make_page(town_owner, "Freibad")
    with pytest.raises(Forbidden):
        actions.hide_page(page, by=town_editor)
    page.refresh_from_db()
    assert page.is_live


def test_an_old_version_becomes_the_draft_and_nothing_is_lost(town_owner: Owner, town_editor: User) -> None:
    page = make_page(town_owner, "Eins")
    first = page.versions.get()
    page = actions.save_draft(
        page, Content(title="Zwei", blocks=[text_block("b")]), revision=page.revision, by=town_editor
    )
    restored = actions.restore_version(first, by=town_editor)
    assert content_of(restored).title == "Eins"
    assert [(one.title, one.is_published) for one in changes_of(restored)] == [("Zwei", False), ("Eins", True)]


def test_the_second_of_two_editors_is_told(town_owner: Owner, town_editor: User, owner: User) -> None:
    page = make_page(town_owner, "Freibad")
    actions.save_draft(page, Content(title="A", blocks=page.blocks), revision=page.revision, by=owner)
    with pytest.raises(SavedMeanwhile, match="Otto Owner"):
        actions.save_draft(page, Content(title="B", blocks=page.blocks), revision=page.revision, by=town_editor)
    mine = actions.save_draft(
        page, Content(title="B", blocks=page.blocks), revision=page.revision, by=town_editor, take_over=True
    )
    assert content_of(mine).title == "B"
    assert [(one.title, one.by) for one in changes_of(mine)][0] == ("A", "Otto Owner")


@pytest.mark.django_db(transaction=True)
def test_of_editors_at_the_same_moment_exactly_one_wins(town_owner: Owner, town_editor: User) -> None:
    page = make_page(town_owner, "Freibad")
    start, outcomes = Barrier(6), []

    def save(number: int) -> None:
        start.wait()
        try:
            content = Content(title=f"Nummer {number}", blocks=page.blocks)
            actions.save_draft(page, content, revision=page.revision, by=town_editor)
            outcomes.append(number)
        except SavedMeanwhile:
            outcomes.append(-1)
        finally:
            connections.close_all()

    threads = [Thread(target=save, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [winner] = [number for number in outcomes if number >= 0]
    before = page.revision
    page.refresh_from_db()
    assert (content_of(page).title, page.revision) == (f"Nummer {winner}", before + 1)


def test_pages_follow_their_owner(shop: Organisation, shop_owner: Owner, village: Municipality, owner: User) -> None:
    page = make_page(shop_owner, "Backkurs")
    assert found() == {"Backkurs"}
    Organisation.objects.filter(pk=shop.pk).update(municipality=village, source="Register")
    hide_organisation(shop, by=owner)
    page.refresh_from_db()
    assert (found(), page.municipality) == (set(), village)
    restore_organisation(shop, by=owner)
    assert found() == {"Backkurs"}


def test_pages_of_a_merged_organisation_stand_with_the_one_that_stays(
    shop: Organisation, town: Municipality, owner: User
) -> None:
    other = make_organisation("Bäckerei Doppelt", municipality=town)
    make_page(owner_of(other), "Backkurs")
    make_page(owner_of(shop), "Backkurs")
    Organisation.objects.update(source="Register")  # needs no imprint
    shop.refresh_from_db()
    merge_organisations(shop, other, by=owner)
    urls = set(SearchEntry.objects.filter(kind="page").values_list("url", flat=True))
    start = f"/verzeichnis/{shop.slug}/seiten/backkurs"
    assert urls == {f"{start}/", f"{start}-{other.pk}/"}


def test_order_of_the_navigation(town_owner: Owner, town_editor: User) -> None:
    one, two, three = (make_page(town_owner, title) for title in ("Eins", "Zwei", "Drei"))
    actions.move_page(three, up=True, by=town_editor)
    actions.move_page(one, up=True, by=town_editor)
    order = Page.objects.of("municipality", town_owner.key).standing()
    assert [page.title for page in order] == ["Eins", "Drei", "Zwei"]


def test_foreign_files_are_refused(town_owner: Owner, town_editor: User) -> None:
    page = make_page(town_owner, "Freibad")
    picture = {"file": "6a1e3a34-6f53-4b6e-a1cf-3f0f9c3a2f11", "alt": "", "caption": ""}
    with pytest.raises(NotAPage):
        actions.save_draft(
            page,
            Content(title="x", blocks=[fresh("pictures") | {"pictures": [picture]}]),
            revision=page.revision,
            by=town_editor,
        )


def test_erasing_a_person_keeps_the_page_without_the_name(town_owner: Owner, town_editor: User) -> None:
    page = make_page(town_owner, "Freibad", is_published=False)
    actions.publish_page(page, by=town_editor)
    [part] = parts_about(town_editor)
    assert [(row["title"], row["address"]) for row in part.content] == [
        ("Freibad", "/gemeinden/emmendingen/seiten/freibad/")
    ]
    actions.erase_person(town_editor)
    assert [change.by for change in changes_of(page)] == [""]
    assert list(parts_about(town_editor)) == []
