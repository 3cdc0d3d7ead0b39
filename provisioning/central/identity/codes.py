"""QR codes that prove who shows them, once and for a minute. Pure.

    ZIZHU-ID:<kind>.<who>.<nonce>.<issued>.<mac>

`kind` app, eid, ebl or staff; `who` 16 hex digits that stand for an account and say nothing of it;
`nonce` 16 hex digits; `issued` seconds since 1970; `mac` the first 32 hex digits of HMAC-SHA256 of
all before it under the provider's key.
"""

import hashlib
import hmac
import re

from msgspec import Struct

VALID_S = 60
AHEAD_S = 5
"""The phone's clock may be so much fast."""
_FORM = re.compile(
    r"ZIZHU-ID:(app|eid|ebl|staff)\.([0-9a-f]{16})\.([0-9a-f]{16})\.(\d{1,12})\.([0-9a-f]{32})"
)


class Code(Struct, frozen=True):
    kind: str
    who: str
    nonce: str
    issued: int


def write(key: bytes, code: Code) -> str:
    plain = f"ZIZHU-ID:{code.kind}.{code.who}.{code.nonce}.{code.issued}"
    return f"{plain}.{_mac(key, plain)}"


def read(key: bytes, text: str) -> Code | None:
    """None where this provider did not write it. Whether it is too old is not judged."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    plain, _, mac = text.rpartition(".")
    if not hmac.compare_digest(_mac(key, plain), mac):
        return None
    return Code(found[1], found[2], found[3], int(found[4]))


def is_fresh(code: Code, now: float) -> bool:
    return -AHEAD_S <= now - code.issued <= VALID_S


def stands_for(key: bytes, number: str) -> str:
    """Of an account, by its number."""
    return hmac.new(key, f"who|{number}".encode(), hashlib.sha256).hexdigest()[:16]


def _mac(key: bytes, plain: str) -> str:
    return hmac.new(key, plain.encode("ascii"), hashlib.sha256).hexdigest()[:32]
