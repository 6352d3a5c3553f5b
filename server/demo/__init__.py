"""The demo centre: its invented data and, beside it, whatever makes it come alive. Never used by a real centre."""
