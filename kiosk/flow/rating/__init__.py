"""What somebody says of a service, and why."""
