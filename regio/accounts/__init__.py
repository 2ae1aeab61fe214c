"""Persons: sign-up, sign-in, home Gemeinde, privacy."""
