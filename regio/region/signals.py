"""What rooms above must do in the same transaction when the region changes. This room stands below them and cannot call them."""

from django.dispatch import Signal

# A deed of this room, to be put on the trail: deed (str), by (User or None), of (record), data (dict of plain values).
# Heard by regio.audit. It is a signal because the row and its trail must live or die together.
deed_done = Signal()

# Municipalities were written: keys (list of primary keys). Heard by rooms that keep a copy, such as the search entry.
municipalities_changed = Signal()
