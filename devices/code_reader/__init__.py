"""Reads codes that a citizen shows: with a camera, or with a scan engine on a serial line."""
