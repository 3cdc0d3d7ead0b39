"""The terminal's configuration: parsed from TOML that somebody else has read. Pure."""

from pathlib import Path
from typing import Any

from msgspec import Struct

from kiosk.device import IMAGING
from kiosk.identity_settings import BadIdentity, IdentitySettings, parse_identity

LONGEST_RUN_PATH = 80
"""A Unix socket's path has at most 107 bytes; the longest name below `run` takes 22."""

KNOWN: dict[str, tuple[str, ...]] = {
    "terminal": ("id", "name"),
    "site": ("hall_id", "name", "zone", "hotline", "neighbour", "hall_file"),
    "paths": ("state", "run"),
    "central": (
        *("url", "public_url", "token_file", "platform_key_file", "hall_key_file"),
        "sign_keys_file",
    ),
    "queue": ("device_key", "second"),
    "certificates": ("lists_warn_days",),
    "screen": ("width", "height", "mm_per_px"),
}
"""A key that is not here is refused: one that is mistyped would protect nothing, and say nothing of
it."""
READ_ELSEWHERE = ("items", "identity", "devices")
"""Tables whose keys are known, and refused, by those who read them; so is [queue.second]."""


class ConfigError(Exception):
    """The configuration cannot be used; the text says which key and what to do."""


class TerminalConfig(Struct, frozen=True):
    terminal_id: str
    terminal_name: str
    hall_id: str
    site: str
    zone: str
    hotline: str
    neighbour: str
    hall_file: Path
    state: Path
    run: Path
    central_url: str
    public_url: str
    """Where citizens' phones reach the platform's pages; like central_url where it is not set."""
    token_file: Path
    platform_key_file: Path
    hall_key_file: Path
    sign_keys_file: Path
    """Public keys of those who may command this terminal, "ID HEX" a line; without the file nobody
    may."""
    device_key: str
    """[queue] device_key as it stands, "" for the usual file; see offline_queue.vault.address."""
    second: dict[str, Any]
    """[queue.second] as it stands, empty for none; see offline_queue.sync.second."""
    devices: dict[str, Any]
    """The [devices.*] tables as they stand; kiosk.fitted reads them for those who drive devices."""
    items: dict[str, Any] | None
    """[items] as it stands, None where it is not there and no pack is fetched; see
    provisioning.packs.settings."""
    base: Path
    """Folder of the file: relative paths in it start here."""
    width: int
    height: int
    mm_per_px: float
    """Millimetres of one pixel on the glass; 0.248 is a 21.5 inch full-HD screen."""
    lists_warn_days: int = 7
    """A verdict that rests on older lists of certificates says that they are old."""
    demo: bool = False
    identity: IdentitySettings | None = None
    """Whom it asks who somebody is, None for nobody: documents alone are read."""

    @property
    def service_socket(self) -> Path:
        return self.run / "service.sock"

    @property
    def cards_socket(self) -> Path:
        return self.run / "cards.sock"

    @property
    def printers_socket(self) -> Path:
        return self.run / "printers.sock"

    @property
    def imaging_socket(self) -> Path:
        return self.run / "imaging.sock"

    @property
    def has_imaging(self) -> bool:
        """Something is fitted that the imaging host serves."""
        return any(device.value in self.devices for device in IMAGING)

    @property
    def region(self) -> str:
        """Of the hall, GB/T 2260: an id of a hall begins with it."""
        return self.hall_id[:6]

    @property
    def catalogue_file(self) -> Path:
        """Every service item of this terminal; there is none until a pack was taken."""
        return self.state / "catalogue.sqlite3"

    @property
    def stage_socket(self) -> Path:
        return self.run / "stage.sock"


def parse_config(raw: dict[str, Any], base: Path, demo: bool = False) -> TerminalConfig:
    """Relative paths are relative to `base`, the folder of the file. Raises ConfigError.

    The devices are not looked at here: see kiosk.fitted.
    """
    _check_known(raw)
    central, run = _text(raw, "central.url"), _run(raw, base)
    if not central.startswith(("http://", "https://")):
        raise ConfigError("central.url must begin with https:// or http://")
    screen, queue = _optional(raw, "screen"), _optional(raw, "queue")
    certificates = _optional(raw, "certificates")
    return TerminalConfig(
        terminal_id=_text(raw, "terminal.id"),
        terminal_name=_text(raw, "terminal.name"),
        hall_id=_text(raw, "site.hall_id"),
        site=_text(raw, "site.name"),
        zone=_text(raw, "site.zone"),
        hotline=_text(raw, "site.hotline"),
        neighbour=str(_table(raw, "site").get("neighbour", "")),
        hall_file=base / _text(raw, "site.hall_file"),
        state=base / _text(raw, "paths.state"),
        run=run,
        central_url=central.rstrip("/"),
        public_url=_public_url(raw, central),
        token_file=base / _text(raw, "central.token_file"),
        platform_key_file=base / _text(raw, "central.platform_key_file"),
        hall_key_file=base / _text(raw, "central.hall_key_file"),
        sign_keys_file=_sign_keys(raw, base),
        device_key=_text(raw, "queue.device_key") if "device_key" in queue else "",
        second=_table(raw, "queue.second") if "second" in queue else {},
        devices=_table(raw, "devices"),
        items=_table(raw, "items") if "items" in raw else None,
        base=base,
        width=int(_number(screen, "screen.width", 1080)),
        height=int(_number(screen, "screen.height", 1920)),
        mm_per_px=_number(screen, "screen.mm_per_px", 0.248),
        lists_warn_days=int(_number(certificates, "certificates.lists_warn_days", 7)),
        demo=demo,
        identity=_identity(raw, central.rstrip("/"), base, demo),
    )


def _check_known(raw: dict[str, Any]) -> None:
    for name, table in raw.items():
        if name in READ_ELSEWHERE:
            continue
        if name not in KNOWN:
            raise ConfigError(f"[{name}] is not known: {', '.join((*KNOWN, *READ_ELSEWHERE))}")
        for key in table if isinstance(table, dict) else ():
            if key not in KNOWN[name]:
                raise ConfigError(f"{name}.{key} is not known: {', '.join(KNOWN[name])}")


def _identity(raw: dict[str, Any], central: str, base: Path, demo: bool) -> IdentitySettings | None:
    table = _table(raw, "identity") if "identity" in raw else None
    try:
        return parse_identity(table, central, base, demo)
    except BadIdentity as bad:
        raise ConfigError(str(bad)) from None


def _public_url(raw: dict[str, Any], central: str) -> str:
    url = str(_table(raw, "central").get("public_url", central))
    if not url.startswith(("http://", "https://")):
        raise ConfigError("central.public_url must begin with https:// or http://")
    return url.rstrip("/")


def _run(raw: dict[str, Any], base: Path) -> Path:
    run = base / _text(raw, "paths.run")
    if len(str(run).encode()) > LONGEST_RUN_PATH:
        raise ConfigError(f"paths.run is too long: sockets there allow {LONGEST_RUN_PATH} bytes")
    return run


def _sign_keys(raw: dict[str, Any], base: Path) -> Path:
    """Beside the platform's other key, unless it is named."""
    if "sign_keys_file" in _table(raw, "central"):
        return base / _text(raw, "central.sign_keys_file")
    return (base / _text(raw, "central.platform_key_file")).with_name("platform-sign.pub")


def _table(raw: dict[str, Any], path: str) -> dict[str, Any]:
    node: Any = raw
    for part in path.split("."):
        node = node.get(part) if isinstance(node, dict) else None
    if not isinstance(node, dict):
        raise ConfigError(f"[{path}] is missing")
    return node


def _optional(raw: dict[str, Any], name: str) -> dict[str, Any]:
    return _table(raw, name) if name in raw else {}


def _text(raw: dict[str, Any], path: str) -> str:
    table, _, key = path.rpartition(".")
    value = _table(raw, table).get(key)
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{path} is missing or empty")
    return value


def _number(table: dict[str, Any], path: str, default: float) -> float:
    value = table.get(path.rpartition(".")[2], default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise ConfigError(f"{path} must be a number above zero")
    return value
