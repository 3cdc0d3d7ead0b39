"""ESC/POS receipt printers: slips to bytes, bytes to proof that they came out."""
