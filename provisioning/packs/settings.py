"""[items] of the terminal's configuration: where packs come from and which this terminal needs."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct

from kiosk.config import ConfigError, TerminalConfig
from provisioning.packs.manifest import PackInfo

STALE_AFTER_H = 24
ROOT_NAME = "packs-root.json"
"""As the platform hands it out with a terminal's other keys."""
_KEYS = frozenset({"trust_root_file", "packs", "url", "stale_after_h"})


class Site(Struct, frozen=True):
    """What this terminal needs: packs for its hall, and of these only the named, if any are."""

    hall_id: str
    packs: tuple[str, ...] = ()

    def needs(self, info: PackInfo) -> bool:
        return info.is_for(self.hall_id) and (not self.packs or info.pack in self.packs)


class ItemsSettings(Struct, frozen=True):
    """`folder`: where what was fetched is kept between looks. `url`: of the packs."""

    root_file: Path
    url: str
    site: Site
    stale_after: timedelta
    folder: Path
    catalogue: Path


def read_settings(config: TerminalConfig) -> ItemsSettings:
    """Raises ConfigError."""
    raw = config.items or {}
    unknown = sorted(raw.keys() - _KEYS)
    if unknown:
        raise ConfigError(f"items.{unknown[0]} is not known: {', '.join(sorted(_KEYS))}")
    hours = raw.get("stale_after_h", STALE_AFTER_H)
    if isinstance(hours, bool) or not isinstance(hours, int) or not 1 <= hours <= 8760:
        raise ConfigError("items.stale_after_h must be hours, 1 to 8760")
    url = _text(raw, "url", f"{config.central_url}/packs")
    if not url.startswith(("http://", "https://")):
        raise ConfigError("items.url must begin with https:// or http://")
    return ItemsSettings(
        root_file=_root_file(config, raw),
        url=url.rstrip("/"),
        site=Site(config.hall_id, _names(raw)),
        stale_after=timedelta(hours=hours),
        folder=config.state / "packs",
        catalogue=config.catalogue_file,
    )


def check(config: TerminalConfig) -> bool:
    """True where packs are wanted and can be. Raises ConfigError."""
    if config.items is None:
        return False
    path = read_settings(config).root_file
    try:
        path.read_bytes()
    except OSError as error:
        todo = f"fetch it from the platform's terminals/{config.terminal_id}, or take [items] away"
        raise ConfigError(f"{path} cannot be read ({error.strerror}): {todo}") from None
    return True


def _root_file(config: TerminalConfig, raw: dict[str, Any]) -> Path:
    """Beside the platform's key, unless it is named."""
    if "trust_root_file" in raw:
        return config.base / _text(raw, "trust_root_file", "")
    return config.platform_key_file.with_name(ROOT_NAME)


def _text(raw: dict[str, Any], name: str, otherwise: str) -> str:
    value = raw.get(name, otherwise)
    if not isinstance(value, str) or not value:
        raise ConfigError(f"items.{name} must be a text")
    return value


def _names(raw: dict[str, Any]) -> tuple[str, ...]:
    value = raw.get("packs", [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ConfigError("items.packs must be a list of packs' ids")
    return tuple(value)
