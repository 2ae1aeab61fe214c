"""Who did what to which record.

Others call `regio.audit.actions.record(deed, by=…, of=…)` inside their transaction.
"""
