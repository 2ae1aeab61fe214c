"""What can go wrong."""

from django.utils.translation import gettext_lazy as _

from regio.core.errors import RegioError


class NotAPage(RegioError):
    """The content breaks the rules of blocks; `text` says where."""

    code = "not_a_page"
    status = 422

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class SavedMeanwhile(RegioError):
    """Another editor, or another window, has saved since this one began. Nothing was written."""

    code = "saved_meanwhile"
    text = _("Somebody else has saved this page meanwhile.")

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        if text:
            self.text = text  # type: ignore[assignment]  # as in the class above, a text or a promise of one


class TooManyPages(RegioError):
    code = "too_many_pages"
    text = _("This is the largest number of pages. Please delete some first.")


class NothingToShow(RegioError):
    """Publishing an empty page, or news without a day."""

    code = "nothing_to_show"
    status = 422
    text = _("There is nothing to read yet. Please write something first.")


class NotShown(RegioError):
    """The owner's own page is not public yet, or the page was hidden by a decision."""

    code = "not_shown"
    text = _("This cannot be published now.")

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        if text:
            self.text = text  # type: ignore[assignment]  # as in the class above, a text or a promise of one
