"""Tests of the benches: tiny runs on real processes, and the arithmetic behind the figures."""
