"""Measurements of DESIGN §6, each beside its bare limit in the same run. Every module has `run() -> list[Figure]`."""
