"""Every word that a citizen sees or hears, per language. Data only."""
