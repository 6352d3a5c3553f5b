"""Tests of the back office: its figures, its drawing and its tables, without a browser."""
