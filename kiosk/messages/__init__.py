"""What the processes say to each other: frozen Structs, one module per link."""
