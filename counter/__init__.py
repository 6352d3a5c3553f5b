"""The desk of a clerk: call, serve, open dossiers, finish."""
