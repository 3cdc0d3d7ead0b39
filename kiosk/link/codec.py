"""Envelope and registry: every message type of kiosk.messages by its class name, never pickle."""

import sys
from functools import cache
from types import ModuleType
from typing import Any

import msgspec

_MESSAGES = "kiosk.messages."


class Envelope(msgspec.Struct, frozen=True):
    """`id` counts the sender's messages from 1; `re` is the id that this answers, 0 for none."""

    kind: str
    id: int
    re: int
    body: msgspec.Raw


def registry() -> dict[str, type[Any]]:
    """Message classes by name, of every module of kiosk.messages that this process has loaded.

    Who sends or answers a message has imported its module: a production process, which never loads
    those of the demo, does not speak them either. Names are unique across modules.
    """
    found: dict[str, type[Any]] = {}
    for name, module in list(sys.modules.items()):
        if name.startswith(_MESSAGES):
            found.update(_types_of(module))
    return found


def _types_of(module: ModuleType) -> dict[str, type[Any]]:
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, type)
        and issubclass(value, msgspec.Struct)
        and value.__module__ == module.__name__
    }


_encoder = msgspec.msgpack.Encoder()
_envelopes = msgspec.msgpack.Decoder(Envelope)


@cache
def _decoder(kind: str) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(registry()[kind])


def encode(message: object, message_id: int, re: int = 0) -> bytes:
    kind = type(message).__name__
    if not type(message).__module__.startswith(_MESSAGES):
        raise TypeError(f"{kind} is not a message")
    body = msgspec.Raw(_encoder.encode(message))
    return _encoder.encode(Envelope(kind, message_id, re, body))


def decode(payload: bytes) -> tuple[Envelope, Any]:
    """Raises ValueError for anything that is not a known message of the right shape."""
    try:
        envelope = _envelopes.decode(payload)
        return envelope, _decoder(envelope.kind).decode(envelope.body)
    except KeyError:
        raise ValueError("unknown message kind") from None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"malformed message: {type(error).__name__}") from None
