"""Pictures and documents that belong to a record of some room. The room says who may see them (registry).

Others call `regio.files.actions.store(upload, by=…, owner=…, purpose=…)` after their own rule, show what
`regio.files.queries.files_of` gives, and print fields and pictures with the macros in `files/_macros.html`.
"""
