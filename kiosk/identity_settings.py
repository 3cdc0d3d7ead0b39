"""Whom the terminal asks who somebody is: the [identity] table of its file. Pure.

Without the table only documents are read here; with it, what the provider takes is offered too.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from kiosk.identity import Means

OFFERED = (Means.QR_APP, Means.EID, Means.EBL, Means.SMS, Means.UKEY, Means.STAFF)
"""What a provider can be asked about; a card's reader needs none."""
KEYS = frozenset({"provider", "url", "means", "app_id", "secret_file", "key_url", "simulated"})
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class BadIdentity(Exception):
    """The table cannot be used; the text says which key and what to do."""


class IdentitySettings(Struct, frozen=True):
    """`provider`: a word of offline_queue.identity.providers. `url` without "/" at its end."""

    provider: str
    url: str
    means: tuple[Means, ...] = ()
    app_id: str = ""
    secret_file: Path | None = None
    key_url: str = ""
    """Where the U-key's middleware signs; "" where no U-key can be plugged in."""
    simulated: bool = False


def parse_identity(
    table: dict[str, Any] | None, central_url: str, base: Path, demo: bool
) -> IdentitySettings | None:
    """None without the table. Raises BadIdentity, also for a simulated one outside the demo."""
    if table is None:
        return None
    for name in table:
        if name not in KEYS:
            raise BadIdentity(f"identity.{name} is not known: {', '.join(sorted(KEYS))}")
    key_url = _text(table, "key_url", "")
    url = _address(_text(table, "url", central_url), "url")
    if key_url:
        key_url = _address(key_url, "key_url")
    secret = _text(table, "secret_file", "")
    found = IdentitySettings(
        provider=_text(table, "provider", "city"),
        url=url,
        means=_means(table.get("means"), bool(key_url)),
        app_id=_text(table, "app_id", ""),
        secret_file=base / secret if secret else None,
        key_url=key_url,
        simulated=table.get("simulated", False) is True,
    )
    if not demo and _is_simulated(found, table):
        raise BadIdentity("[identity] is simulated: name the real provider, or start with --demo")
    return found


def _is_simulated(found: IdentitySettings, table: dict[str, Any]) -> bool:
    """By its mark, or since it lies on this machine, where no provider does."""
    own = [found.url] if "url" in table else []
    return found.simulated or any(
        urlsplit(one).hostname in _LOOPBACK for one in (*own, found.key_url) if one
    )


def _means(raw: Any, has_key: bool) -> tuple[Means, ...]:
    words = [one.value for one in OFFERED]
    if raw is None:
        raw = [one for one in words if has_key or one != Means.UKEY]
    if not isinstance(raw, list) or not all(one in words for one in raw):
        raise BadIdentity(f"identity.means must be a list of {', '.join(words)}")
    if Means.UKEY in raw and not has_key:
        raise BadIdentity("identity.key_url is needed for UKEY")
    return tuple(one for one in OFFERED if one.value in raw)


def _text(table: dict[str, Any], name: str, default: str) -> str:
    value = table.get(name, default)
    if not isinstance(value, str):
        raise BadIdentity(f"identity.{name} must be a text")
    return value


def _address(url: str, name: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise BadIdentity(f"identity.{name} must begin with https:// or http://")
    return url.rstrip("/")
