"""A disk that fails: errors of a sync, read-only, full, a log that grows, a very long queue."""
