"""Whole journeys and mishaps: every process real, every wire real, the world played."""
