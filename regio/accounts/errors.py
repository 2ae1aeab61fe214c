"""What can go wrong with an account."""

from django.utils.translation import gettext_lazy as _

from regio.core.errors import RegioError


class AddressTaken(RegioError):
    """Somebody else has this address. Never shown to anonymous people: it would tell who has an account."""

    code = "address_taken"
    text = _("This e-mail address cannot be used.")
