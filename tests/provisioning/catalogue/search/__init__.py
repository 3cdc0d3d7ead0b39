"""The search in its parts."""
