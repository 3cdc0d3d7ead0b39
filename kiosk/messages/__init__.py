"""What the processes say to each other: frozen dataclasses, one module per link."""
