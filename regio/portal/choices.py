"""Fixed words of the room."""

THEME_COOKIE = "regio_theme"  # what a visitor without account chose: light, dark or empty
COUNTY, MUNICIPALITY = "region.county", "region.municipality"  # owners of files
