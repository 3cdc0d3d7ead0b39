"""What the platform sends here: data, rules, and commands that are carried out once."""
