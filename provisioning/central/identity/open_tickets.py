"""Tickets for single sign-on that are not redeemed yet, in memory. Pure but for a lock."""

import hashlib
import secrets
import threading

from provisioning.central.exchange.sealed import Identity

VALID_S = 60
MOST = 10_000


class OpenTickets:
    """Thread-safe. Of a ticket only its hash is kept, with who it is for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, tuple[float, str, Identity]] = {}

    def give(self, audience: str, identity: Identity, at: float) -> str:
        """ "" where too many are open. `at`: seconds since 1970."""
        ticket = secrets.token_urlsafe(24)
        with self._lock:
            self._open = {k: v for k, v in self._open.items() if at - v[0] <= VALID_S}
            if len(self._open) >= MOST:
                return ""
            self._open[_hash(ticket)] = at, audience, identity
        return ticket

    def redeem(self, audience: str, ticket: str, at: float) -> Identity | None:
        """None where it is not for this audience, too old, or gone: whatever is asked, it is gone
        after this."""
        with self._lock:
            found = self._open.pop(_hash(ticket), None)
        if found is None or found[1] != audience or at - found[0] > VALID_S:
            return None
        return found[2]


def _hash(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()
