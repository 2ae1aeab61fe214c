"""Loads the demo county into an empty database."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regio.config.settings")
    django.setup()
    from regio.ops.demo.loading import load

    load()
