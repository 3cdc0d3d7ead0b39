"""The database: its settings, its schema, its one writer."""
