"""Print jobs on their way to paper: claim, compose, hand to the press, settle. The only importer of printers/."""
