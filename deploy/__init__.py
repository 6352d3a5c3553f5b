"""Putting a centre in place: vendored front-end files, units, packaging. Nothing here runs in a serving process."""
