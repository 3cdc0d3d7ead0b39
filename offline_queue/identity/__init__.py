"""Asking an identity provider: desk.py for the screens, an adapter for each provider's wire."""
