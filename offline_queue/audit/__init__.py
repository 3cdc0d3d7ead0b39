"""What happened on this terminal, in an order that nobody can change without being seen."""
