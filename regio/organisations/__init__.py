"""Every actor's presence: directory, public page, opening hours, memberships with roles."""
