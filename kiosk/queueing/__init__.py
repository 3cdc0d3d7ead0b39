"""Rules of queue tickets: groups, hours, quotas, business day, waiting. Pure."""
