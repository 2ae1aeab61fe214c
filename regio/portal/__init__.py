"""The start page, the global search, the shell around all pages."""
