"""The bytes that the platform signs of an item that it sends to one terminal. Pure.

Both ends make them from the same values, so nothing rests on how JSON was written on the way. The
terminal's id is among them: an item for one terminal proves nothing on another one.
"""

import json
from typing import Any

DOMAIN = b"zizhu/inbox/v1\n"
"""First in every text, so that a signature of another use never counts as one of these."""
MOST_BYTES = 65536
DEEPEST = 8
LARGEST = 2**53
_SIGNED = ("id", "seq", "kind", "issued_at", "expires_at", "body")


def signed_bytes(terminal_id: str, item: dict[str, Any]) -> bytes:
    """DOMAIN, then UTF-8 JSON of the fields of _SIGNED and `terminal_id`: keys sorted by code
    point, no spaces, nothing escaped that need not be. A field that is not there is null.

    Raises ValueError where a value is not plain: floats, numbers beyond 2**53, more than 8 levels,
    lone surrogates, more than 64 KiB.
    """
    fields = {name: item.get(name) for name in _SIGNED} | {"terminal_id": terminal_id}
    _check(fields, DEEPEST)
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        raise ValueError("a text is not valid Unicode") from None
    if len(raw) > MOST_BYTES:
        raise ValueError("too large")
    return DOMAIN + raw


def _check(value: object, levels: int) -> None:
    if isinstance(value, str | None):
        return
    if isinstance(value, int):  # True and False too
        if abs(value) > LARGEST:
            raise ValueError("a number is too large")
        return
    if levels == 0 or not isinstance(value, dict | list):
        raise ValueError("a value is not plain, or too deep")
    for key in value:
        if isinstance(value, dict) and not isinstance(key, str):
            raise ValueError("a name is not a text")
        _check(value[key] if isinstance(value, dict) else key, levels - 1)
