"""Codes of certificates judged with no network: the platform's signed lists, fetched and kept."""
