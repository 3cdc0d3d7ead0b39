"""Preparing a platform: database, hall, groups, terminals, keys, sample persons."""

from pathlib import Path

from django.core.management import call_command

from provisioning.central.conf import configure
from provisioning.central.keys import text_secret
from provisioning.central.persons import sample_persons as sample_persons


def prepare(data: Path, hall_file: Path, verbosity: int = 0) -> None:
    """Idempotent; what is there already is kept, hall and groups follow the file. A terminal that
    is not in it any more is turned off, and stderr says so; one that is off stays off.

    Writes, mode 0600:
        DATA/admin_token                  for /halls/<id>/tickets.json, text
        DATA/terminals/<id>/token         bearer token, text
        DATA/terminals/<id>/platform.pub  X25519 public key, 64 hex digits
        DATA/terminals/<id>/platform-sign.pub  Ed25519 public key, "KEYID HEX"
        DATA/terminals/<id>/hall.key      key of the holder hashes, 64 hex digits
    These four are for handing to the terminal. Where its folder was taken away, a known terminal
    keeps its token and no new one is made.

    Raises ValueError (with the path inside the file) or OSError where the file cannot be used.
    """
    configure(data)
    text_secret(data / "admin_token")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("prepare_hall", str(hall_file), verbosity=verbosity)
