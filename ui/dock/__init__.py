"""The dock: plays the world around the terminal. Demo, tests and training; never in production."""
