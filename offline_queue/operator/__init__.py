"""What an operator sees of the queue and may change in it, while the service runs or is stopped."""
