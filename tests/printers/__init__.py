"""Tests of the paper: real bytes, real sockets, real terminals; the bytes are read back by the interpreter."""
