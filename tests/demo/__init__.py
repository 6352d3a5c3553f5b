"""Tests of the demo centre: its data, its simulated people, and the pages that only the demo has."""
