"""Cases: what the owner's people decide, with reasons, told to everybody concerned, appealed and audited.

Rooms register kinds of cases and things that can be reported (registry) and call `actions.open_case`.
"""
