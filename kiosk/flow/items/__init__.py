"""Service items: found, read, computed, looked up; what is mine; themes of several departments."""
