"""A code verified from the lists that a terminal has: no network, no child, cryptography and cbor2
alone. What it says rests on how old the lists are, and says so."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.certificates.claims import Claims, Finding, Verdict
from kiosk.certificates.lists import (
    BadList,
    Known,
    RevocationList,
    TrustList,
    list_bytes,
    parse_revocation,
    parse_trust,
    revoked_mark,
    void_mark,
)
from kiosk.values import replace
from provisioning.certificates import qr


def open_trust(signed: Any, keys: Mapping[str, bytes]) -> TrustList:
    """`signed`: {"list", "signature", "key_id"} as API v1 sends it; `keys`: the platform's, by id.
    Raises BadList."""
    return parse_trust(_verified(signed, keys))


def open_revocation(signed: Any, keys: Mapping[str, bytes]) -> RevocationList:
    """Raises BadList."""
    return parse_revocation(_verified(signed, keys))


def _verified(signed: Any, keys: Mapping[str, bytes]) -> Any:
    try:
        document, key = signed["list"], keys[signed["key_id"]]
        signature = bytes.fromhex(signed["signature"])
        Ed25519PublicKey.from_public_bytes(key).verify(signature, list_bytes(document))
    except KeyError:
        raise BadList("signed by nobody who is known here") from None
    except (TypeError, ValueError, InvalidSignature):
        raise BadList("the signature does not fit") from None
    return document


def known_keys(trust: TrustList) -> dict[bytes, tuple[str, bytes]]:
    """What `qr.read` needs."""
    return {
        key: (code, public)
        for code, issuer in trust.issuers.items()
        for key, public in issuer.keys.items()
    }


def judge(
    claims: Claims,
    trust: TrustList,
    lists: RevocationList,
    now: datetime,
    marks: Set[str] = frozenset(),
) -> Finding:
    """Of a code whose signature fits. `marks`: more of them, which came by the inbox."""
    one = claims.certificate
    issuer = trust.issuers[one.issuer]
    finding = Finding(
        Verdict.GENUINE, claims, issuer.name, issuer.types.get(one.type_code, ""), lists.as_of
    )
    revoked, void = revoked_mark(one), void_mark(one, claims.copy_no)
    if one.type_code not in issuer.types:
        return replace(finding, verdict=Verdict.UNKNOWN)
    if revoked in lists.revoked or revoked in marks:
        return replace(finding, verdict=Verdict.REVOKED)
    if void in lists.void or void in marks:
        return replace(finding, verdict=Verdict.VOID)
    if claims.valid_to is not None and now.date() > claims.valid_to:
        return replace(finding, verdict=Verdict.EXPIRED)
    return finding


@dataclass(slots=True)
class OfflineVerifier:
    """For any number of codes against the same lists. `marks` as in `judge`."""

    trust: TrustList
    lists: RevocationList
    marks: frozenset[str] = frozenset()

    def verify(self, text: str, now: datetime) -> Finding:
        """`text` as the camera read it; `now` aware, in the terminal's time zone."""
        try:
            address = qr.address_of(text, self.trust.addresses)
            claims = qr.read(text, address, known_keys(self.trust))
        except qr.UnknownKey:
            return Finding(Verdict.UNKNOWN, lists_as_of=self.lists.as_of)
        except qr.BadCode:
            return Finding(Verdict.FORGED, lists_as_of=self.lists.as_of)
        return judge(claims, self.trust, self.lists, now, self.marks)


class Verifier:
    """Implements kiosk.ports.Verifying."""

    def verify(self, text: str, known: Known, now: datetime) -> Finding:
        return OfflineVerifier(known.trust, known.revocation, known.marks).verify(text, now)
