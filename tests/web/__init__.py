"""Tests of the shell: problems, languages, pages, static files, browser modules."""
