"""What the pages of others redeem their tickets with: DATA/sso/<audience>.key, for handing out."""

import re
import secrets
from pathlib import Path

from provisioning.central.keys import keep

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


def audience_secret(data: Path, audience: str) -> str:
    """Made at the first call. Raises ValueError where it is no name."""
    if not _NAME.fullmatch(audience):
        raise ValueError("an audience is named by small letters, digits and hyphens")
    folder = data / "sso"
    folder.mkdir(mode=0o700, exist_ok=True)
    return keep(folder / f"{audience}.key", lambda: secrets.token_urlsafe(24))


def secret_of(data: Path, audience: str) -> str | None:
    """None where nobody is known by this name."""
    path = data / "sso" / f"{audience}.key"
    if not _NAME.fullmatch(audience) or not path.is_file():
        return None
    return path.read_text(encoding="ascii").strip()
