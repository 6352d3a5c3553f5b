"""One function per act: load, decide, save. Each runs whole on the writer, inside its SAVEPOINT.

They take a Transaction, know nothing of the web, and record what happened; telling the world comes after the commit.
"""
