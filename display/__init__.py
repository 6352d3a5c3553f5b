"""Wall boards and signs: the last calls, seen and heard."""
