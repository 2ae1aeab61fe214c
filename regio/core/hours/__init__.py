"""Opening hours: understand what people type, say whether a place is open, and print it.

`Schedule.parse(text, land="BW")` reads; `.state(at)`, `.open_ranges(start, end)`, `.next_change(at)`, `.week(monday)`
answer; `normalise(text)` writes the OSM grammar. `now_label(ranges, at)` and `label_text(label, at)` need only
stored ranges.
Refused texts raise HoursError: they are shown as typed and never count as open.
"""

from regio.core.hours.errors import HoursError
from regio.core.hours.label import Now, OpenNow, label_text, now_label
from regio.core.hours.rules import State
from regio.core.hours.schedule import Day, Schedule, normalise

__all__ = ["Day", "HoursError", "Now", "OpenNow", "Schedule", "State", "label_text", "normalise", "now_label"]
