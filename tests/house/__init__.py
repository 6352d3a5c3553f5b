"""The house rules: locks, layout, docs, words, sizes. They read the tree, never a running centre."""
