"""Load and sudden death: a real server, many clients in a process of their own, and kill -9."""
