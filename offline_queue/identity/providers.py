"""From the configuration to the provider that is asked: the one place that knows their names."""

from collections.abc import Callable, Mapping

import msgspec

from kiosk.clock import Clock
from kiosk.config import ConfigError, TerminalConfig
from kiosk.faults import Fault
from kiosk.identity_settings import IdentitySettings
from kiosk.ports import IdentityProvider, KeyStick, NotIdentified
from kiosk.values import replace
from offline_queue.identity.asking import LONGEST_EVIDENCE, Way, object_of, text
from offline_queue.identity.city import City
from offline_queue.identity.province import Province
from offline_queue.sync.bearer import NoToken, read_token
from offline_queue.sync.transport import CutAdapter

PROVIDERS: Mapping[str, Callable[[Way], IdentityProvider]] = {"city": City, "province": Province}
"""Another one is a module and a line here."""


def provider_of(
    settings: IdentitySettings, config: TerminalConfig, clock: Clock, cable: CutAdapter | None
) -> tuple[IdentityProvider, KeyStick | None]:
    """Raises ConfigError where the configuration names a provider that is not known."""
    make = PROVIDERS.get(settings.provider)
    if make is None:
        raise ConfigError(f"identity.provider must be one of {', '.join(PROVIDERS)}")

    def token() -> str:
        try:
            return read_token(config.token_file)
        except NoToken as error:
            raise NotIdentified(Fault.IDENTITY_REFUSED, str(error)) from None

    def secret() -> str:
        if settings.secret_file is None:
            return ""
        try:
            return settings.secret_file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            detail = f"the provider's key cannot be read ({type(error).__name__})"
            raise NotIdentified(Fault.IDENTITY_REFUSED, detail) from None

    way = Way(settings, token, secret, lambda: int(clock.now().timestamp()), cable)
    key = HttpKey(way) if settings.key_url else None
    return make(way), key


class HttpKey:
    """A U-key behind its middleware on this machine: in the demo, the dock's. Its PIN or button is
    the key's own matter; the terminal never asks for one. Implements KeyStick."""

    def __init__(self, way: Way) -> None:
        self._way = replace(way, settings=replace(way.settings, url=way.settings.key_url))

    def sign(self, challenge: str) -> str:
        body = {"do": "sign", "challenge": challenge}
        try:
            reply = self._way.send("", msgspec.json.encode(body), token="none")
            payload = object_of(reply)
        except NotIdentified as gone:
            raise NotIdentified(Fault.UKEY_ABSENT, gone.detail) from None
        if reply.status != 200:
            raise NotIdentified(Fault.UKEY_ABSENT, f"status {reply.status}")
        return text(payload, "evidence", longest=LONGEST_EVIDENCE)
