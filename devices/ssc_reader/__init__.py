"""Social security card reader over PC/SC; see PROTOCOL.md."""
