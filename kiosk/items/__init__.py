"""Service items (事项) as data: what a package says, and what follows from it. Pure."""
