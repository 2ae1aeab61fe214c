"""Settings, URL table and WSGI entry. Nobody imports it."""
