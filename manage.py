#!/usr/bin/env python
"""Django's own command line, for development (makemigrations, shell). Operators use `regio`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regio.config.settings")
    execute_from_command_line(sys.argv)
