"""The dock: its panel, its people, its search for what should be forgotten."""
