"""What tests of the driver share: what it told, and how long it may take."""

import time
from collections.abc import Callable
from typing import Any

from devices.contract import Token
from kiosk.faults import Fault
from kiosk.messages.imaging import PreviewHint, PreviewReady

PATIENCE_S = 15.0


class Told(list[Any]):
    """Give it as `tell`; `on` is called with each message."""

    on: Callable[[Any], None] = staticmethod(lambda _message: None)

    def __call__(self, message: object) -> None:
        self.append(message)
        self.on(message)

    def faults(self) -> list[Fault | None]:
        return [message.fault for message in self if isinstance(message, PreviewHint)]

    def ready(self) -> PreviewReady:
        (ready,) = (message for message in self if isinstance(message, PreviewReady))
        return ready


def token(seconds: float = PATIENCE_S) -> Token:
    return Token(time.monotonic() + seconds)
