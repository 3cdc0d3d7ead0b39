"""Faults on demand: the scripts, what is armed, and what becomes of a reply."""
