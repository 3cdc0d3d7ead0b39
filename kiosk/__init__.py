"""The core: what the terminal does, free of I/O, Qt and vendor libraries."""
