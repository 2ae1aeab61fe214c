"""The county, its Gemeinden and boundaries, the owners and their roles."""
