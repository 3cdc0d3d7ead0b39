"""The catalogue of service items: search, installing, memory."""
