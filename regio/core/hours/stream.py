"""A cursor over tokens with the small questions every part of the grammar asks."""

from collections.abc import Sequence

from regio.core.hours.errors import N_, HoursError
from regio.core.hours.tokens import Token

_END = Token("end", text="the end")
_YEARS = (1900, 2199)


class TokenStream:
    """Reads tokens one by one; `take`, `expect`, `accept` move on, everything else only looks."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self.position = 0

    @property
    def kind(self) -> str:
        return self.peek()

    @property
    def source(self) -> str:
        token = self.token()
        return token.text or token.kind

    @property
    def at_end(self) -> bool:
        return self.position >= len(self._tokens)

    def token(self, ahead: int = 0) -> Token:
        at = self.position + ahead
        return self._tokens[at] if at < len(self._tokens) else _END

    def peek(self, ahead: int = 0) -> str:
        return self.token(ahead).kind

    def take(self) -> Token:
        token = self.token()
        self.position += 1
        return token

    def skip(self, count: int) -> None:
        self.position += count

    def accept(self, kind: str) -> bool:
        """Move on over one token of this kind, if it is next."""
        if self.kind != kind:
            return False
        self.position += 1
        return True

    def expect(self, kind: str) -> Token:
        if self.kind != kind:
            raise HoursError(N_("“%(text)s” is not understood at this place."), text=self.source)
        return self.take()

    def number(self, least: int, most: int) -> int:
        value = self.expect("number").value
        if not least <= value <= most:
            raise HoursError(N_("“%(text)s” is out of range."), text=value)
        return value

    def comma_run(self, kinds: tuple[str, ...]) -> int:
        """How many tokens of `kinds` follow ("Sonn- und Feiertage" has two); only holidays may follow a dash."""
        count = 0
        while self.peek(count) in kinds:
            count += 1
        return 0 if count and self.peek(count - 1) == "-" and self.peek(count) != "ph" else count

    def is_year(self, ahead: int = 0) -> bool:
        token = self.token(ahead)
        return token.kind == "number" and _YEARS[0] <= token.value <= _YEARS[1]

    def is_time(self, ahead: int = 0) -> bool:
        """A time, an hour, a sun event, or "from" before one."""
        token = self.token(ahead)
        if token.kind == "from":
            return self.is_time(ahead + 1)
        if token.kind == "(":
            return self.peek(ahead + 1) == "event"
        if token.kind == "number":
            return token.value <= 48 and len(token.text) <= 2 and self.peek(ahead + 1) != "month"
        return token.kind in {"time", "event"}

    def day_shift(self) -> int:
        """` -1 day` behind a date; 0 without."""
        if self.kind not in {"-", "+"} or self.peek(1) != "number" or self.peek(2) != "count":
            return 0
        sign = -1 if self.take().kind == "-" else 1
        days = self.number(0, 366)
        self.take()
        return sign * days

    def nths(self) -> tuple[int, ...]:
        """`[1,3]`, `[1-3]`, `[-1]` behind a weekday."""
        self.expect("[")
        found: list[int] = []
        while True:
            sign = -1 if self.accept("-") else 1
            first = self.number(1, 5)
            last = self.number(first, 5) if sign > 0 and self.accept("-") else first
            found += [sign * nth for nth in range(first, last + 1)]
            if not self.accept(","):
                break
        self.expect("]")
        return tuple(found)
