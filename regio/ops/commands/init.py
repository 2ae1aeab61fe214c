"""`regio init`: make this the installation of one county. Can be repeated; the second run writes nothing."""

from argparse import Namespace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from regio.accounts.actions import create_person
from regio.accounts.models import User
from regio.ops.commands import ground
from regio.ops.errors import OpsError
from regio.ops.speech import _
from regio.region.actions import found_county, grant_duty
from regio.region.choices import Duty
from regio.region.importers import county_in, import_municipalities
from regio.region.models import County, Municipality


def run(arguments: Namespace) -> int:
    """0 when county, Gemeinden and the first responsible person are there and no row of the table was lost."""
    mail = _address(arguments.admin)
    if not arguments.municipalities.is_file():
        raise OpsError(_("There is no file %(path)s.") % {"path": arguments.municipalities})
    with ground.told():
        facts = county_in(arguments.municipalities, arguments.county)
    with ground.tables(arguments.installation):
        name = County.objects.filter(key=arguments.county).values_list("name", flat=True).first() or facts.name
        found_county(arguments.county, name=name, kind=facts.kind, land=facts.land)
        code = ground.tell(ground.take_over(arguments.municipalities, import_municipalities))
        person = _responsible(mail)
        own = Municipality.objects.own().count()
    print(_("%(county)s with %(count)d municipalities.") % {"county": name, "count": own})
    hint = _("%(mail)s holds all duties and signs in at %(address)s with a code by e-mail.")
    print(hint % {"mail": person.email, "address": f"{settings.BASE_URL}/konto/anmelden/"})
    return code


def _address(text: str) -> str:
    mail = text.strip().lower()
    try:
        validate_email(mail)
    except ValidationError:
        raise OpsError(_("“%(text)s” is not an e-mail address.") % {"text": text}) from None
    return mail


def _responsible(mail: str) -> User:
    person = User.objects.filter(email__iexact=mail).first() or create_person(mail, name=mail.partition("@")[0])
    for duty in Duty:
        grant_duty(person, duty=duty)
    return person
