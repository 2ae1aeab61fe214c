"""Pages of the portal, by noun."""
