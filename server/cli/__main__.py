"""Lets `python -m server.cli` be the `layso` command."""

from server.cli import main

main()
