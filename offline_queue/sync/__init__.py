"""The way to the platform and back."""
