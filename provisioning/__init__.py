"""Becoming a terminal, staying up to date, and the reference central platform."""
