"""The edit hub: who may change what, what is kept, and that nobody overwrites another unseen."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from conftest import make_member, make_organisation, make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.organisations import actions
from regio.organisations.choices import Role
from regio.organisations.errors import ChangedMeanwhile
from regio.organisations.models import Contact, Membership, Organisation, Place, Right, WorkNow
from regio.organisations.queries.facts import FACTS, seen
from regio.organisations.rules import can_answer_for, has_right, organisations_with_right
from regio.region.models import Municipality, OwnerRole
from regio.search.models import SearchEntry
from regio.search.queries import Ask, find

SignIn = Callable[[User], Client]


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back of the page's form, unchanged."""
    html = client.get(address).content.decode()
    form = html.split('<form class="r-form"', 1)[1].split("</form>", 1)[0]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag)
        if not name or (kind and kind[1] in ("checkbox", "radio") and "checked" not in tag):
            continue
        found.setdefault(name[1], []).append(value[1] if value else ("on" if kind and kind[1] == "checkbox" else ""))
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\s?(.*?)</textarea>', form, re.S):
        found[name] = text
    for name, body in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    return found


def test_facts_are_saved_found_and_audited(
    shop: Organisation, shopkeeper: User, village: Municipality, as_user: SignIn
) -> None:
    client, address = as_user(shopkeeper), f"/verzeichnis/{shop.slug}/bearbeiten/angaben/"
    typed = form_of(client, address) | {
        "words": "Brötchen,  Kuchen ,", "postcode": "79350", "city": "Sexau", "municipality": "", "point": "",
        "website": "baeckerei.example", "access": ["step_free", "toilet"], "payment": ["cash"],
    }  # fmt: skip
    assert client.post(address, typed).status_code == 302
    shop.refresh_from_db()
    assert (shop.words, shop.municipality, shop.website) == ("Brötchen, Kuchen", village, "https://baeckerei.example")
    assert (shop.lat, shop.lon, shop.access, shop.payment) == (48.10, 7.91, ["step_free", "toilet"], ["cash"])
    assert [hit.title for hit in find(Ask(words="Kuchen")).hits] == [shop.name]
    entry = Entry.objects.get(deed="organisations.facts_changed")
    assert entry.by == shopkeeper
    assert "Kuchen" not in str(entry.data)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_unseen(
    shop: Organisation, shopkeeper: User, as_user: SignIn
) -> None:
    client, address = as_user(shopkeeper), f"/verzeichnis/{shop.slug}/bearbeiten/angaben/"
    typed = form_of(client, address) | {"claim": "Mein Satz", "postcode": "79312", "city": "Emmendingen"}
    actions.save_facts(shop, values={"claim": "Satz der Kollegin"}, by=None)
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "Mein Satz" in answer.content.decode()
    shop.refresh_from_db()
    assert shop.claim == "Satz der Kollegin"
    again = form_of(client, address)["seen"]
    assert client.post(address, typed | {"seen": again}).status_code == 302
    shop.refresh_from_db()
    assert shop.claim == "Mein Satz"


def test_action_refuses_an_old_fingerprint_and_strangers(shop: Organisation, shopkeeper: User, clerk: User) -> None:
    old = seen(shop, FACTS)
    actions.save_facts(shop, values={"claim": "Neu"}, by=shopkeeper)
    with pytest.raises(ChangedMeanwhile):
        actions.save_facts(shop, values={"claim": "Alt"}, seen_as=old, by=shopkeeper)
    with pytest.raises(Forbidden):
        actions.save_facts(shop, values={"claim": "Fremd"}, by=clerk)
    shop.refresh_from_db()
    assert shop.claim == "Neu"
    assert Entry.objects.filter(deed="organisations.facts_changed").count() == 1


def test_hours_typed_on_a_phone_become_grammar(shop: Organisation, shopkeeper: User, as_user: SignIn) -> None:
    client, address = as_user(shopkeeper), f"/verzeichnis/{shop.slug}/bearbeiten/zeiten/"
    typed = form_of(client, address) | {"mo1_von": "08:00", "mo1_bis": "12:00", "mo2_von": "14:00", "mo2_bis": "18:00"}
    year = timezone.localdate().year + 1
    typed |= {"tag1_von": f"{year}-12-24", "tag1_1_von": "08:00", "tag1_1_bis": "12:00", "tag1_jedes": "on"}
    copy = client.post(address, typed | {"kopieren": "mo-fr"})
    assert copy.status_code == 200
    shop.refresh_from_db()
    assert shop.opening_hours == ""
    typed |= {
        f"{day}{n}_{word}": typed[f"mo{n}_{word}"] for day in ("di", "mi") for n in (1, 2) for word in ("von", "bis")
    }
    assert 'name="fr2_bis" value="18:00"' in copy.content.decode()
    typed |= {"sa_nv": "on", "feiertage": "zu"}
    assert client.post(address, typed).status_code == 302
    shop.refresh_from_db()
    assert shop.opening_hours == ('Mo-We 08:00-12:00,14:00-18:00; Sa "nach Vereinbarung"; PH off; Dec 24 08:00-12:00')
    assert client.post(address, form_of(client, address)).status_code == 302
    shop.refresh_from_db()
    assert shop.opening_hours.startswith("Mo-We 08:00-12:00,14:00-18:00; Sa")
    assert shop.opening_hours.endswith("Dec 24 08:00-12:00")


def test_half_a_range_is_refused_beside_the_field(shop: Organisation, shopkeeper: User, as_user: SignIn) -> None:
    client, address = as_user(shopkeeper), f"/verzeichnis/{shop.slug}/bearbeiten/zeiten/"
    answer = client.post(address, form_of(client, address) | {"mo1_von": "08:00"})
    assert answer.status_code == 422
    assert 'id="id_mo1_bis-error"' in answer.content.decode()
    assert not Entry.objects.filter(deed="organisations.hours_changed").exists()


def test_what_the_form_cannot_show_is_kept_as_text(shop: Organisation, shopkeeper: User, as_user: SignIn) -> None:
    Organisation.objects.filter(pk=shop.pk).update(opening_hours="Apr-Oct Mo-Fr 09:00-18:00")
    client, address = as_user(shopkeeper), f"/verzeichnis/{shop.slug}/bearbeiten/zeiten/"
    html = client.get(address).content.decode()
    assert "Apr-Oct Mo-Fr 09:00-18:00" in html
    assert "mo1_von" not in html
    refused = client.post(address + "?als=text", {"text": "wann wir Lust haben"})
    assert refused.status_code == 422
    kept = client.post(
        address + "?als=text", form_of(client, address) | {"text": "wann wir Lust haben", "as_typed": "on"}
    )
    assert kept.status_code == 302
    shop.refresh_from_db()
    assert (shop.opening_hours, shop.opening_hours_text) == ("", "wann wir Lust haben")


def test_preview_answers_only_the_part(shop: Organisation, shopkeeper: User, as_user: SignIn) -> None:
    client, address = as_user(shopkeeper), f"/verzeichnis/{shop.slug}/bearbeiten/zeiten/"
    typed = form_of(client, address) | {"mo1_von": "00:00", "mo1_bis": "00:00"}
    answer = client.post(address, typed, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "r-facts" in answer.content.decode()


def test_how_we_work_now_stands_on_page_and_card_and_ends_by_itself(
    shop: Organisation, shopkeeper: User, as_user: SignIn, client: Client
) -> None:
    address = f"/verzeichnis/{shop.slug}/bearbeiten/jetzt/"
    until = timezone.localdate() + timedelta(days=3)
    typed = {"ways": ["delivery", "phone"], "sentence": "Wir bringen Brot.", "until": until.isoformat()}
    assert as_user(shopkeeper).post(address, typed).status_code == 302
    assert "Wir bringen Brot." in client.get(f"/verzeichnis/{shop.slug}/").content.decode()
    assert [hit.title for hit in find(Ask(marks=("work-delivery",))).hits] == [shop.name]
    assert find(Ask(marks=("work-pickup",))).hits == []
    assert actions.forget_ended(until) == 0
    assert actions.forget_ended(until + timedelta(days=1)) == 1
    assert find(Ask(marks=("work-delivery",))).hits == []
    assert not WorkNow.objects.exists()
    assert "Wir bringen Brot." not in client.get(f"/verzeichnis/{shop.slug}/").content.decode()


def test_contact_is_found_by_its_responsibility(office: Organisation, clerk: User, as_user: SignIn) -> None:
    client = as_user(clerk)
    address = f"/verzeichnis/{office.slug}/bearbeiten/kontakte/"
    assert client.post(address + "neu/", {"name": "Frau Weber", "duties": "Wohngeld"}).status_code == 302
    assert client.post(address + "neu/", {"name": "Herr Kern", "duties": "Hundesteuer"}).status_code == 302
    assert [hit.title for hit in find(Ask(words="Wohngeld")).hits] == [office.name]
    second = Contact.objects.get(name="Herr Kern")
    client.post(f"{address}{second.pk}/", {"up": "1"})
    assert [one.name for one in office.contacts.all()] == ["Herr Kern", "Frau Weber"]
    html = client.get(f"/verzeichnis/{office.slug}/").content.decode()
    assert "Frau Weber" in html
    client.post(f"{address}{second.pk}/", {"remove": "1"})
    assert find(Ask(words="Hundesteuer")).hits == []


def test_further_place_is_found_near_with_its_own_hours(
    shop: Organisation, shopkeeper: User, village: Municipality, as_user: SignIn
) -> None:
    client = as_user(shopkeeper)
    address = f"/verzeichnis/{shop.slug}/bearbeiten/orte/"
    assert client.post(address + "neu/", {"name": "Filiale Sexau", "postcode": "79350"}).status_code == 302
    place = Place.objects.get()
    hours = f"{address}{place.pk}/zeiten/"
    assert client.post(hours + "?als=text", {"text": "24/7"}).status_code == 302
    entry = SearchEntry.objects.get(key=f"{shop.pk}-{place.pk}")
    assert (entry.title, entry.municipality, entry.url) == (
        "Bäckerei Morgenröte, Filiale Sexau", village, f"/verzeichnis/{shop.slug}/#ort-{place.pk}",
    )  # fmt: skip
    assert entry.key in [hit_key(hit) for hit in find(Ask(open_now=True)).hits]
    client.post(f"{address}{place.pk}/", {"remove": "1"})
    assert not SearchEntry.objects.filter(key=f"{shop.pk}-{place.pk}").exists()


def hit_key(hit: Any) -> str:
    return str(SearchEntry.objects.get(kind=hit.kind, url=hit.url).key)


def test_contacts_of_others_do_not_exist(
    shop: Organisation, shopkeeper: User, office: Organisation, as_user: SignIn
) -> None:
    foreign = Contact.objects.create(organisation=office, name="Frau Weber")
    address = f"/verzeichnis/{shop.slug}/bearbeiten/kontakte/{foreign.pk}/"
    assert as_user(shopkeeper).get(address).status_code == 404
    assert as_user(shopkeeper).post(address, {"remove": "1"}).status_code == 404
    assert Contact.objects.get() == foreign


def test_single_right_opens_only_its_section_and_ends_by_itself(
    shop: Organisation, shopkeeper: User, resident: User, as_user: SignIn
) -> None:
    make_member(shop, resident, role=Role.MEMBER)
    client, base = as_user(resident), f"/verzeichnis/{shop.slug}/bearbeiten/"
    assert client.get(base).status_code == 404
    right = Right.objects.create(
        membership=Membership.objects.get(person=resident), right="hours", until=timezone.now() + timedelta(hours=1)
    )
    answers = [client.get(base + part).status_code for part in ("", "zeiten/", "jetzt/", "angaben/", "kontakte/")]
    assert answers == [200, 200, 200, 404, 404]
    assert Organisation.objects.filter(organisations_with_right(resident, "hours")).get() == shop
    assert not can_answer_for(resident, shop)
    right.until = timezone.now() - timedelta(seconds=1)
    right.save()
    assert client.get(base).status_code == 404
    assert not has_right(resident, shop, "hours")
    assert not Organisation.objects.filter(organisations_with_right(resident, "hours")).exists()


def test_right_to_answer_counts_while_it_lasts(shop: Organisation, shopkeeper: User, resident: User) -> None:
    make_member(shop, resident, role=Role.MEMBER)
    right = Right.objects.create(
        membership=Membership.objects.get(person=resident), right="answer", until=timezone.now() + timedelta(hours=1)
    )
    assert can_answer_for(resident, shop)
    right.until = timezone.now()
    right.save()
    assert not can_answer_for(resident, shop)


def test_desk_of_another_municipality_may_not_help(shop: Organisation, village: Municipality, as_user: SignIn) -> None:
    helper = make_person("Hanna Helper")
    OwnerRole.objects.create(person=helper, duty="verification", municipality=village)
    elsewhere = make_organisation("Laden in Sexau", municipality=village)
    assert as_user(helper).get(f"/verzeichnis/{shop.slug}/bearbeiten/").status_code == 404
    assert as_user(helper).get(f"/verzeichnis/{elsewhere.slug}/bearbeiten/").status_code == 200


def test_exceptions_that_are_over_leave_the_form(shop: Organisation, shopkeeper: User, as_user: SignIn) -> None:
    over = date(timezone.localdate().year - 1, 5, 1)
    text = f"Mo 09:00-12:00; PH off; {over.year} May 01 off"
    Organisation.objects.filter(pk=shop.pk).update(opening_hours=text)
    client, address = as_user(shopkeeper), f"/verzeichnis/{shop.slug}/bearbeiten/zeiten/"
    assert client.post(address, form_of(client, address)).status_code == 302
    shop.refresh_from_db()
    assert shop.opening_hours == "Mo 09:00-12:00; PH off"


def test_page_costs_at_most_eight_queries(
    shop: Organisation, shopkeeper: User, village: Municipality, as_user: SignIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        actions.save_contact(shop, values={"name": f"Frau {number}"}, by=None)
        actions.save_place(shop, values={"name": f"Filiale {number}", "municipality": village}, by=None)
    actions.save_hours(shop, text="Mo-Fr 08:00-18:00; PH off", by=None)
    actions.say_work_now(shop, ways=["delivery"], by=None)
    for client in (Client(), as_user(shopkeeper)):
        client.get(f"/verzeichnis/{shop.slug}/")
        with django_assert_max_num_queries(8):
            assert client.get(f"/verzeichnis/{shop.slug}/").status_code == 200


def test_machines_read_contacts_places_access_and_holidays(
    shop: Organisation, village: Municipality, client: Client
) -> None:
    actions.save_contact(shop, values={"name": "Frau Weber", "duties": "Torten"}, by=None)
    actions.save_place(shop, values={"name": "Filiale", "municipality": village, "lat": 48.1, "lon": 7.9}, by=None)
    actions.save_facts(shop, values={"access": ["step_free", "steps"], "payment": ["cash"]}, by=None)
    year = timezone.localdate().year + 1
    actions.save_hours(shop, text=f'Mo 08:00-18:00; {year} Aug 03-{year} Aug 21 off "Ferien"', by=None)
    html = client.get(f"/verzeichnis/{shop.slug}/").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])  # type: ignore[index]
    assert [one["contactType"] for one in data["contactPoint"]] == ["Torten"]
    assert [one["geo"]["latitude"] for one in data["department"]] == [48.1]
    assert len(data["amenityFeature"]) == 1
    assert [(one["validFrom"], one["opens"]) for one in data["specialOpeningHoursSpecification"]] == [
        (f"{year}-08-03", "00:00")
    ]
