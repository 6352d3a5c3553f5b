"""Tests mirror the code. tests/browser and tests/acceptance drive real pages in Chromium."""
