"""Tables of contents: `place` below /gemeinden/, `desk` below /traeger/."""
