"""The core: what the terminal does, free of I/O, Qt and vendor libraries."""

VERSION = "0.2.0"
"""Of the program: as in pyproject.toml."""
