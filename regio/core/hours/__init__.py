"""Opening hours: understand what people type, say whether a place is open, and print it.

`Schedule.parse(text, land="BW")` reads; `.state(at)`, `.open_ranges(start, end)`, `.next_change(at)`, `.week(monday)`
answer; `normalise(text)` writes the OSM grammar. `now_label(ranges, at)` and `label_text(label, at)` need only
stored ranges. `plan_of` and `text_of_plan` are hours as a form shows them.
Refused texts raise HoursError: they are shown as typed and never count as open.
"""

from regio.core.hours.errors import HoursError
from regio.core.hours.label import Now, OpenNow, label_text, now_label
from regio.core.hours.plan import DayPlan, Plan, Special, plan_of, text_of_plan
from regio.core.hours.rules import State
from regio.core.hours.schedule import Day, Schedule, normalise

__all__ = [
    "Day",
    "DayPlan",
    "HoursError",
    "Now",
    "OpenNow",
    "Plan",
    "Schedule",
    "Special",
    "State",
    "label_text",
    "normalise",
    "now_label",
    "plan_of",
    "text_of_plan",
]
