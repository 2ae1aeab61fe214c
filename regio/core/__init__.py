"""Ground floor without models: http, errors, permissions, ui, time, text, geo, hours. Every room may use it."""
