"""Screens driven in real Chromium against a real centre; each module is one screen."""
