"""Tests of the spool, with a real store file, the real press and printers on real sockets."""
