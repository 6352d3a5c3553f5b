"""The contract of the HTTP API, held by a real server in a process of its own."""
