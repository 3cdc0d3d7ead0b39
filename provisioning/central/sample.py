"""A platform to try: the sample hall, the sample catalogue on it, and work days."""

from pathlib import Path

from django.core.management import call_command

from provisioning.central.setup import prepare
from provisioning.packs.sample import publish_sample

SAMPLE = Path(__file__).resolve().parents[1] / "sample"


def prepare_sample(data: Path) -> None:
    """Idempotent. Raises OSError."""
    prepare(data, SAMPLE / "hall.json")
    publish_sample(data, SAMPLE / "items")
    call_command("load_progress", SAMPLE / "calendar.json", verbosity=0)
