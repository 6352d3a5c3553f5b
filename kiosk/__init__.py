"""The touch screen at the door, and the citizen's phone page."""
