"""What a terminal is handed: DATA/terminals/<id>/, files of mode 0600; see setup.prepare."""

import hashlib
import secrets
from pathlib import Path

from django.conf import settings

from provisioning.central.keys import hall_key, keep, platform_keys, signing_key
from provisioning.central.models import Terminal


def folder_of(terminal_id: str) -> Path:
    data: Path = settings.ZIZHU_DATA
    return data / "terminals" / terminal_id


def token_of(terminal_id: str) -> str:
    """The token to register, or "" where the terminal has taken its own away."""
    path = folder_of(terminal_id) / "token"
    if not path.exists() and Terminal.objects.filter(terminal_id=terminal_id).exists():
        return ""
    return keep(path, _random)


def new_token(terminal: Terminal) -> None:
    """The former one opens nothing from then on."""
    path = folder_of(terminal.pk) / "token"
    path.unlink(missing_ok=True)
    terminal.token_sha256 = digest(keep(path, _random))
    terminal.save(update_fields=["token_sha256"])
    hand_out(terminal)


def _random() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def hand_out(terminal: Terminal) -> None:
    """The keys beside the token, unless its folder was taken away."""
    data: Path = settings.ZIZHU_DATA
    folder = folder_of(terminal.pk)
    if not folder.is_dir():
        return
    keep(folder / "platform.pub", lambda: platform_keys(data).public_hex)
    keep(folder / "platform-sign.pub", lambda: signing_key(data).line)
    keep(folder / "hall.key", lambda: hall_key(data, terminal.hall_id).hex())
