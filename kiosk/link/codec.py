"""Envelope and registry: every message type of kiosk.messages by its class name, never pickle."""

import inspect
from dataclasses import is_dataclass
from functools import cache
from types import ModuleType
from typing import Any

import msgspec

from kiosk.messages import cards, printing, service, sims, stage


class Envelope(msgspec.Struct, frozen=True):
    """`id` counts the sender's messages from 1; `re` is the id that this answers, 0 for none."""

    kind: str
    id: int
    re: int
    body: msgspec.Raw


def _types_of(module: ModuleType) -> dict[str, type[Any]]:
    return {
        name: obj
        for name, obj in inspect.getmembers(module, inspect.isclass)
        if is_dataclass(obj) and obj.__module__ == module.__name__
    }


@cache
def registry() -> dict[str, type[Any]]:
    """Every message class by name. Names are unique across links; a clash is a bug."""
    found: dict[str, type[Any]] = {}
    for module in (cards, printing, service, sims, stage):
        for name, cls in _types_of(module).items():
            if name in found:
                raise RuntimeError(f"two messages are called {name}")
            found[name] = cls
    return found


_encoder = msgspec.msgpack.Encoder()
_envelopes = msgspec.msgpack.Decoder(Envelope)


@cache
def _decoder(kind: str) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(registry()[kind])


def encode(message: object, message_id: int, re: int = 0) -> bytes:
    kind = type(message).__name__
    if kind not in registry():
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
