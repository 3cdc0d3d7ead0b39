"""What both simulated providers do. In memory: nothing outlives the process, nothing is written.

Codes by SMS are never really sent; in a demo the dock reads the last one. Thread-safe.
"""

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.values import Private
from provisioning.central.identity import codes
from provisioning.central.identity.people import STAFF, Account, companies, persons
from provisioning.central.keys import keep

SMS_VALID_S = 300
SMS_WAIT_S = 60
SMS_TRIES = 3
SMS_AN_HOUR = 5
REMEMBER_S = 60
MOST = 10_000
"""Codes, challenges and answers in memory; more are refused until old ones have gone."""
LEVELS = {"QR_APP": 2, "EID": 2, "EBL": 2, "SMS": 1, "UKEY": 3, "STAFF": 4}
KINDS = {"QR_APP": "app", "EID": "eid", "EBL": "ebl", "STAFF": "staff"}


class No(Exception):
    """`why`: unknown, expired, used, forged, wrong, locked, wait or key."""

    def __init__(self, why: str, wait_s: int = 0) -> None:
        super().__init__(why)
        self.why, self.wait_s = why, wait_s


class Found(Private, frozen=True):
    account: Account
    level: int


@dataclass(slots=True)
class _Sms:
    code: str
    at: float
    tries: int = 0
    used: bool = False
    earlier: list[float] = field(default_factory=list)


class Provider:
    """`now`: seconds since 1970 by the platform's clock."""

    def __init__(self, data: Path, now: Callable[[], float]) -> None:
        self.key = bytes.fromhex(keep(data / "identity.key", lambda: secrets.token_hex(32)))
        self.app_secret = keep(data / "identity-app.key", lambda: secrets.token_hex(16))
        self.now = now
        self._lock = threading.Lock()
        self._sms: dict[str, _Sms] = {}
        self._used: dict[str, float] = {}
        self._challenges: dict[str, float] = {}
        self._answers: dict[tuple[str, ...], tuple[float, Found]] = {}

    def send_code(self, mobile: str) -> tuple[int, int]:
        """Seconds until the next one, and for which this one counts. Whether somebody has the
        number is told to who has the code alone. Raises No."""
        now = self.now()
        with self._lock:
            self._sms = {to: one for to, one in self._sms.items() if now - one.at < 3600}
            former = self._sms.get(mobile)
            earlier = [at for at in former.earlier if now - at < 3600] if former else []
            if earlier and now - earlier[-1] < SMS_WAIT_S:
                raise No("wait", int(SMS_WAIT_S - (now - earlier[-1])) + 1)
            if len(earlier) >= SMS_AN_HOUR or len(self._sms) >= MOST:
                raise No("wait", 3600)
            code = f"{secrets.randbelow(10**6):06d}"
            self._sms[mobile] = _Sms(code, now, earlier=[*earlier, now])
        return SMS_WAIT_S, SMS_VALID_S

    def last_code(self, mobile: str) -> str:
        """For the dock: what the text message would say, "" where none was sent."""
        with self._lock:
            found = self._sms.get(mobile)
            return found.code if found is not None else ""

    def challenge(self) -> str:
        now = self.now()
        with self._lock:
            self._challenges = _young(self._challenges, now)
            if len(self._challenges) >= MOST:
                raise No("wait", REMEMBER_S)
            made = secrets.token_hex(16)
            self._challenges[made] = now
        return made

    def prove(self, request: str, means: str, evidence: str, mobile: str) -> Found:
        """The same proof with the same request again gets the same answer for a minute: the first
        one may have been lost. Raises No."""
        now, asked = self.now(), (request, means, evidence, mobile)
        with self._lock:
            self._answers = {k: v for k, v in self._answers.items() if now - v[0] < REMEMBER_S}
            if asked in self._answers:
                return self._answers[asked][1]
            found = Found(self._of(means, evidence, mobile, now), LEVELS[means])
            self._answers[asked] = now, found
        return found

    def _of(self, means: str, evidence: str, mobile: str, now: float) -> Account:
        if means == "SMS":
            return self._by_sms(mobile, evidence, now)
        if means == "UKEY":
            return self._by_key(evidence, now)
        return self._by_code(KINDS[means], evidence, now)

    def _by_code(self, kind: str, text: str, now: float) -> Account:
        code = codes.read(self.key, text)
        if code is None or code.kind != kind:
            raise No("forged")
        if not codes.is_fresh(code, now):
            raise No("expired")
        self._used = _young(self._used, now)
        if code.nonce in self._used:
            raise No("used")
        self._used[code.nonce] = now
        among = {"ebl": companies(), "staff": (STAFF,)}.get(kind, persons())
        return self._known(among, lambda one: codes.stands_for(self.key, one.id_no) == code.who)

    def _by_sms(self, mobile: str, typed: str, now: float) -> Account:
        sms = self._sms.get(mobile)
        if sms is None or sms.used or now - sms.at > SMS_VALID_S:
            raise No("expired")
        if sms.tries >= SMS_TRIES:
            raise No("locked")
        if not hmac.compare_digest(sms.code, typed):
            sms.tries += 1
            raise No("locked" if sms.tries >= SMS_TRIES else "wrong")
        sms.used = True
        return self._known(persons(), lambda one: one.mobile == mobile)

    def _by_key(self, evidence: str, now: float) -> Account:
        """Evidence: challenge, credit code and Ed25519 signature in hex, with "." between."""
        challenge, _, rest = evidence.partition(".")
        credit_code, _, signature = rest.partition(".")
        at = self._challenges.pop(challenge, None)
        if at is None or now - at > REMEMBER_S:
            raise No("key")
        signed = f"{challenge}.{credit_code}".encode()
        try:
            public = self.ukey(credit_code).public_key()
            public.verify(bytes.fromhex(signature), signed)
        except (InvalidSignature, ValueError):
            raise No("key") from None
        return self._known(companies(), lambda one: one.id_no == credit_code)

    def ukey(self, credit_code: str) -> Ed25519PrivateKey:
        """The simulated key of a company: in the dock it signs, here its public half verifies."""
        seed = hmac.new(self.key, f"ukey|{credit_code}".encode(), hashlib.sha256).digest()
        return Ed25519PrivateKey.from_private_bytes(seed)

    @staticmethod
    def _known(among: tuple[Account, ...], is_it: Callable[[Account], bool]) -> Account:
        found = next((one for one in among if is_it(one)), None)
        if found is None:
            raise No("unknown")
        return found


def _young(kept: dict[str, float], now: float) -> dict[str, float]:
    """Older than that, codes and challenges are refused for their age."""
    return {name: at for name, at in kept.items() if now - at <= 2 * REMEMBER_S}
