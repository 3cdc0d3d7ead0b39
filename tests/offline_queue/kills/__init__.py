"""Processes are killed at many points: nothing acknowledged is lost, nothing is there twice."""
