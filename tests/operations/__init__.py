"""The acts on a real file with a clock to turn."""
