"""What rooms above must do in the same transaction."""

from django.dispatch import Signal

# `away` is now `keep`. Sent inside the transaction of `merge_organisations`, while both rows are locked: rooms above move
# what hangs on `away` (conversations).
organisations_merged = Signal()
