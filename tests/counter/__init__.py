"""The clerk's desk: its server-rendered pages over HTTP, and a driver of its live page for the browser tests."""
