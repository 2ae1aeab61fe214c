"""What people are told: a line on their list of notices, a hint to their open pages, and a mail.

Others call `regio.notifications.actions.tell(person, …)` inside their transaction.
"""
