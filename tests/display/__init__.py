"""The boards: their page, and what a browser in front of one sees and hears."""
