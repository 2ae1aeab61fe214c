"""Who leaves the owner's service acts for no office any more, and keeps what is private."""

from conftest import make_member, make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.organisations.actions.leaving import offices_of
from regio.organisations.choices import Role
from regio.organisations.models import Membership, Organisation
from regio.region.actions import end_everything, grant_duty
from regio.region.choices import Duty


def test_who_leaves_acts_for_no_office_any_more(shop: Organisation, office: Organisation, owner: User) -> None:
    person = make_member(office, make_person("Geht Bald"), role=Role.MANAGER)
    make_member(shop, person, role=Role.EDITOR)
    grant_duty(person, duty=Duty.MODERATOR, by=owner)
    assert [text.partition(",")[0] for text in offices_of(person)] == ["Rathaus Sexau"]
    end_everything(person, by=owner)
    assert list(Membership.objects.filter(person=person).values_list("organisation", flat=True)) == [shop.pk]
    entry = Entry.objects.get(deed="organisations.member_removed")
    assert (entry.by, entry.key, entry.data) == (owner, str(office.pk), {"person": person.pk})
