"""Runs the house: command line, supervisor, assets, demo county, measurements. Nobody imports it."""
