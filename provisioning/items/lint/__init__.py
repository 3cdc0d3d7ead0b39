"""What is missing, vague or cannot work in a package, for who writes it."""
