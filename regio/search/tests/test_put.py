from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from regio.region.signals import municipalities_changed
from regio.search import actions, registry
from regio.search.models import SearchEntry, SearchHours, SearchWord
from regio.search.queries import Ask, find

from .conftest import make_document, titles

HOUR = timedelta(hours=1)


def age(days=1):
    SearchEntry.objects.update(put_at=timezone.now() - timedelta(days=days))


def test_second_put_of_the_same_writes_nothing(write, town):
    document = write("Laden", municipality_id=town.pk, lat=48.1, lon=7.8, card={"tags": ["Bio"]}, open_ranges=[])
    before = SearchEntry.objects.values_list("put_at", "pk").get()
    assert actions.put_many([document]) == 0
    assert SearchEntry.objects.values_list("put_at", "pk").get() == before


def test_put_replaces_what_was_known(write):
    write("Laden", key="1", summary="Brot", open_ranges=[(timezone.now(), timezone.now() + HOUR)])
    write("Kiosk", key="1", summary="Zeitung")
    assert SearchEntry.objects.count() == 1
    assert (titles("Laden"), titles("Brot"), titles("Kiosk")) == ([], [], ["Kiosk"])
    assert not SearchHours.objects.exists()


def test_last_of_the_same_record_in_one_hand_counts(db):
    assert actions.put_many([make_document("Alt", key="1"), make_document("Neu", key="1")]) == 1
    assert titles() == ["Neu"]


def test_many_cost_as_much_as_one(town, django_assert_num_queries):
    with django_assert_num_queries(4):
        actions.put(make_document("Eins", municipality_id=town.pk))
    with django_assert_num_queries(4):
        actions.put_many(make_document(f"Laden {number}", municipality_id=town.pk) for number in range(50))


def test_put_lives_and_dies_with_the_callers_transaction(db):
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.put(make_document("Laden"))
        raise RuntimeError
    assert titles() == []
    assert not SearchWord.objects.exists()


def test_dropped_entry_is_gone_at_once(write):
    write("Laden", open_ranges=[(timezone.now(), timezone.now() + HOUR)])
    write("Bleibt")
    assert actions.drop("organisation", "Laden") is True
    assert actions.drop("organisation", "Laden") is False
    assert titles() == ["Bleibt"]
    assert not SearchHours.objects.exists()


def test_strange_letters_in_a_record_are_taken(write):
    write(
        "La\x00den \ud800 " + "x" * 300,
        key="1",
        summary="\x00" * 500,
        words="ﷺ \ud7ff " * 10,
        card={"category": "a\x00b", "tags": ["\\u0000"]},
    )
    assert [hit.title[:8] for hit in find(Ask(words="La")).hits] == ["La den ?"]


def test_rebuild_repairs_adds_and_drops(db, only_kind):
    actions.put_many(make_document(name, kind="thing") for name in ("Bleibt", "Geht"))
    actions.put(make_document("Anderes", kind="other"))
    SearchEntry.objects.filter(title="Bleibt").update(title="Kaputt", vector="")
    age()
    only_kind += [make_document("Bleibt", kind="thing"), make_document("Kommt", kind="thing")]
    assert actions.rebuild() == {"thing": 2}
    assert titles() == ["Anderes", "Bleibt", "Kommt"]
    assert titles("Bleibt") == ["Bleibt"]


def test_rebuild_leaves_alone_what_was_put_meanwhile(db, only_kind):
    only_kind += [make_document("Alter Stand", kind="thing", key="1")]
    actions.put(make_document("Neuer Stand", kind="thing", key="1"))
    actions.put(make_document("Gerade gekommen", kind="thing", key="2"))
    actions.rebuild()
    assert titles() == ["Gerade gekommen", "Neuer Stand"]


def test_rebuild_of_one_kind_leaves_the_others(db, only_kind):
    actions.put(make_document("Ding", kind="thing"))
    age()
    assert actions.rebuild(["unknown"]) == {}
    assert titles() == ["Ding"]


def test_opening_times_move_on_once_a_day(db, only_kind):
    start = timezone.now() + HOUR
    document = make_document("Laden", kind="thing", open_ranges=[(start, start + HOUR)])
    actions.put(document)
    assert actions.refresh_open_times(only_stale=True) == 0
    SearchHours.objects.update(until=timezone.now(), open_at=[])
    only_kind.append(document)
    put_at = SearchEntry.objects.get().put_at
    assert actions.refresh_open_times(only_stale=True) == 1
    assert SearchHours.objects.get().open_at == [(start, start + HOUR)]
    assert SearchEntry.objects.get().put_at == put_at
    assert actions.refresh_open_times(only_stale=True) == 0


def test_tidy_forgets_doubles_and_unused_words(write):
    write("Bäckerei Nord", key="1")
    write("Kiosk", key="1")
    SearchWord.objects.create(word="kiosk")
    assert actions.tidy_words() == 3
    assert [word.word for word in SearchWord.objects.all()] == ["kiosk"]


def test_municipalities_of_the_own_county_can_be_found(county, town, village):
    municipalities_changed.send(None, keys=[town.pk, village.pk])
    found = find(Ask(words="79312"))
    assert [(hit.title, hit.url) for hit in found.hits] == [("Emmendingen", "/gemeinden/emmendingen/")]
    type(town).objects.filter(pk=town.pk).update(county_key="08315")
    municipalities_changed.send(None, keys=[town.pk, village.pk])
    assert titles() == ["Sexau"]


def test_registered_kinds_say_their_facets(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {})
    registry.register("thing", label="Things", rebuild=lambda: iter(()), facets={"a": "A", "b": "B"})
    registry.register("place", label="Places", rebuild=lambda: iter(()))
    assert registry.facet_labels() == {"a": "A", "b": "B", "place": "Places"}
    assert registry.facet_labels(("place",)) == {"place": "Places"}


def test_entries_go_with_their_municipality(write, village):
    write("Laden", municipality_id=village.pk)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM region_municipality WHERE id = %s", [village.pk])
    assert titles() == []
