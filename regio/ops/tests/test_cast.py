from regio.region.models import Municipality


def test_cast_can_be_built_together(resident, neighbour, shopkeeper, clerk, owner, shop, office, town):
    assert shop.memberships.get().person == shopkeeper
    assert office.memberships.get().person == clerk
    assert owner.owner_roles.count() == 5
    assert set(Municipality.objects.own().by_name()) == {resident.home, neighbour.home}


def test_signed_in_clients_are_separate(resident, neighbour, as_user):
    first, second = as_user(resident), as_user(neighbour)
    assert first.session["_auth_user_id"] == str(resident.pk)
    assert second.session["_auth_user_id"] == str(neighbour.pk)
