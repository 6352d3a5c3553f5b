"""Printers: a slip goes in, ESC/POS bytes come out and travel to a device that says what became of them.

Knows only a `Slip`: no ticket, no database, no screen. Imports nothing from the rest of the project.
"""
