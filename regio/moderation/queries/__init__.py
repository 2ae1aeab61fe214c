"""Every read wider than one model, by noun."""
