"""The command line, run as a centre runs it."""
