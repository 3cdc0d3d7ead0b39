"""Whether this platform is an identity provider: simulated ones are, and those alone."""

from pathlib import Path

from django.conf import settings

from provisioning.central.identity.open_tickets import OpenTickets
from provisioning.central.identity.provider import Provider

MARK = "identity-simulated"
"""A file of this name in the data folder says so too: a trial without `--world`."""


def fit(data: Path, world: bool) -> None:
    """Into the settings: ZIZHU_IDENTITY, None where nobody is identified here; ZIZHU_TICKETS."""
    there = world or (data / MARK).exists()
    settings.ZIZHU_IDENTITY = Provider(data, _now) if there else None
    settings.ZIZHU_TICKETS = OpenTickets()


def _now() -> float:
    return float(settings.ZIZHU_CLOCK.now().timestamp())
