"""Pictures and documents that belong to a record of some room. The room says who may see them (registry).

Others call `regio.files.actions.store(upload, by=…, owner=…, purpose=…)` after their own rule.
"""
