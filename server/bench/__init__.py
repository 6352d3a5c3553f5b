"""Measures a running centre against its budgets: real server, real processes, a reference beside it in the same run.

Measures only: what is too slow is changed where it is slow. Times are read from CLOCK_MONOTONIC, one for all processes.
"""
