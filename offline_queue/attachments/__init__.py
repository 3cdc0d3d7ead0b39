"""Scans and other materials: small ones travel in their record, large ones as encrypted files."""
