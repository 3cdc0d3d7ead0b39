"""Which processes a terminal needs beside its screen, by what it has."""

from kiosk.config import ConfigError, TerminalConfig
from provisioning.fitted import load_fitted
from provisioning.packs import settings as packs
from provisioning.settings import outside


def parts_of(config: TerminalConfig) -> tuple[str, ...]:
    """Commands of main.py. Raises Unusable."""
    parts = ["service", "cards", "printers"]
    if load_fitted(config).has_imaging:
        parts.append("imaging")
    with outside("the updater", ConfigError):
        if packs.check(config):
            parts.append("updater")
    return tuple(parts)
