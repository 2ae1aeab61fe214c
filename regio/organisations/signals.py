"""What rooms above must do in the same transaction."""

from django.dispatch import Signal

# `person` may no longer write or read as `organisation` (removed, or only a member now). Sent inside the transaction of
# `remove_member` and `change_role`. The stream `organisation-<id>` is cut already; a room that keeps streams of its own per
# organisation (conversations) cuts them here: regio.live.cut_on_commit(stream, user_id=person.pk).
member_removed = Signal()

# `away` is now `keep`. Sent inside the transaction of `merge_organisations`, while both rows are locked: rooms above move
# what hangs on `away` (conversations).
organisations_merged = Signal()
