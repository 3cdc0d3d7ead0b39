"""Certificates: what drawing, sealing and checking one costs, bare and through the children."""
