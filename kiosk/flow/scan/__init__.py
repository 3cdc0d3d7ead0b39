"""Codes held under the reader, for whatever they are read; papers verified by theirs."""
