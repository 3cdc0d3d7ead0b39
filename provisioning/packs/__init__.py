"""Signed packs of service items: written, published, fetched, and taken into the catalogue."""
