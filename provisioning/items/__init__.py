"""Packages of service items: read, checked, compared and shown for those who write them."""
