"""What the opening hours engine refuses."""

from django.utils.translation import gettext

# Marks a text for the catalogue without translating it; unlike Django's it needs no settings.
N_ = str


class HoursError(ValueError):
    """The text cannot be understood for certain. `str()` is the reason in English, `text` in the page's language."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values)
        self._message, self._values = message, values

    @property
    def text(self) -> str:
        return gettext(self._message) % self._values
