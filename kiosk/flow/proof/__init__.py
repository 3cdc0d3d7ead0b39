"""A certificate: issued or wished for, looked at, printed, and what becomes of a copy that tore."""
