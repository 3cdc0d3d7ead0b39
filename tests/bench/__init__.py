"""Benchmarks: how close the terminal comes to its own limits. `python -m tests.bench --help`."""
