"""A4 printers over IPP: the device itself, or a CUPS queue in front of it."""
