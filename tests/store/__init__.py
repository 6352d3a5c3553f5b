"""The store on real files: one writer, commits in groups, a log that shows every change to it."""
