"""Tests of identities, sessions, pairing and the gate."""
