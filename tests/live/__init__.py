"""Sockets of a real centre, spoken to by a client of the tests' own."""
