"""What the opening hours engine refuses."""


class HoursError(ValueError):
    """The text cannot be understood with certainty; the message is a reason for people, in English."""
