"""The terminal's catalogue: one SQLite file with every service item, and the search in it."""
