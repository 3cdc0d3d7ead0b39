"""Certificates booked beforehand: fetched with their second copy, kept encrypted, printed with the
network down for whoever holds the card."""
