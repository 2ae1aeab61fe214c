"""Regio-Plattform: one self-hosted platform per Landkreis."""
