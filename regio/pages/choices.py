"""Fixed words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """A page stands until it is changed; news have a day."""

    PAGE = "page", _("Page")
    NEWS = "news", _("News")
