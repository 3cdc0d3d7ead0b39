"""What the service would refuse, found before it starts: its own readers read, nothing is changed.

That a file is not there at all is told by who looks at the files of the configuration.
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator

from kiosk.clock import SystemClock
from kiosk.config import ConfigError, TerminalConfig
from offline_queue.hall_file import Unusable, load_groups
from offline_queue.identity.providers import provider_of
from offline_queue.inbound.trust import BadKeyFile, load_keys
from offline_queue.store import begun
from offline_queue.store.database import FILE_NAME, CannotOpen
from offline_queue.sync.bearer import NoToken, read_token
from offline_queue.sync.second import parse_second
from offline_queue.vault.address import device_key_of
from offline_queue.vault.device_key import KEY_BYTES, DeviceKey, NoDeviceKey
from offline_queue.vault.tpm import TpmKey


def refusals(config: TerminalConfig) -> Iterator[tuple[str, str]]:
    """What is not as it must be and what to do, a line each."""
    for look, todo in LOOKS:
        try:
            look(config)
        except (BadKeyFile, CannotOpen, ConfigError, NoDeviceKey, NoToken, Unusable) as error:
            yield str(error), todo


def _hall(config: TerminalConfig) -> None:
    if config.hall_file.is_file():
        load_groups(config.hall_file)


def _token(config: TerminalConfig) -> None:
    if config.token_file.is_file():
        read_token(config.token_file)


def _sign_keys(config: TerminalConfig) -> None:
    load_keys(config.sign_keys_file)


def _second(config: TerminalConfig) -> None:
    second = parse_second(config.second, config.base)
    if second is not None:
        read_token(second.token_file)


def _identity(config: TerminalConfig) -> None:
    if config.identity is None:
        return
    provider_of(config.identity, config, SystemClock(), None)
    if config.identity.secret_file is not None:
        read_token(config.identity.secret_file)


def _device_key(config: TerminalConfig) -> None:
    key, path = device_key_of(config), config.state / FILE_NAME
    with contextlib.suppress(OSError, sqlite3.Error):  # the service has it open, or another version
        if not begun.is_empty(path):
            if path.stat().st_uid == os.geteuid():  # else the key is not ours to read either
                _unwrap(key, path.resolve().as_uri())
            return
        lost = begun.loss(path)
        if lost:
            raise CannotOpen(lost)
        if isinstance(key, TpmKey):
            key.wrap(bytes(KEY_BYTES))  # is there a chip that seals? A file is made at the start


def _unwrap(key: DeviceKey, uri: str) -> None:
    with contextlib.closing(sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=0.0)) as database:
        for (wrapped,) in database.execute("SELECT wrapped FROM data_keys").fetchall():
            key.unwrap(bytes(wrapped))


LOOKS: tuple[tuple[Callable[[TerminalConfig], None], str], ...] = (
    (_hall, "mend the file, or fetch the hall's from the platform"),
    (_token, "fetch it anew from the platform's folder of this terminal"),
    (_sign_keys, "fetch it anew from the platform's folder of this terminal"),
    (_second, "mend [queue.second], or the file of its token"),
    (_identity, "mend [identity], or the file of its secret"),
    (_device_key, "see Encryption at rest in docs/operations.md"),
)
