"""The rules of the waiting room on plain values: no I/O, no clock, no framework. Time comes in as an argument."""
