"""The core: what the terminal does, free of I/O, Qt and vendor libraries."""

VERSION = "0.3.0"
"""Of the program: as in pyproject.toml."""
