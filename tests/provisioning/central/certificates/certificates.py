"""Certificates asked for as a terminal does."""

import json
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import requests
from msgspec import Struct

from kiosk.certificates.lists import RevocationList, TrustList
from kiosk.clock import CHINA
from kiosk.identity import SealedFor, bound_to
from offline_queue.inbound.trust import load_keys
from provisioning.central.keys import keyed_hash
from provisioning.certificates.offline import open_revocation, open_trust
from tests.provisioning.central.platform import ONE, ROOT, Platform
from tests.provisioning.central.samples import JIA, seal

HOUSEHOLD, LICENCE = "992000102000", "992000702000"
ITEMS = ROOT / "provisioning" / "sample" / "items"
HOUSEHOLD_TYPE = str(
    json.loads((ITEMS / HOUSEHOLD / "item.json").read_bytes())["certificate"]["type_code"]
)
AT = "2031-01-01T08:00:00+08:00"
COMPANY = ("示例市某某科技有限公司", "91990100MA990001X7")


def holder_hash(data: Path, id_no: str, terminal: str = ONE) -> str:
    key = (data / "terminals" / terminal / "hall.key").read_text()
    return keyed_hash(bytes.fromhex(key), id_no)


def identity(
    data: Path,
    request_id: str,
    person: tuple[str, str] = JIA,
    terminal: str = ONE,
    purpose: SealedFor = SealedFor.CERTIFICATE,
) -> dict[str, Any]:
    """The members that say who a request is for."""
    name, id_no = person
    folder = data / "terminals" / terminal
    return {
        "request_id": request_id,
        "identity": "verified_offline",
        "holder_hash": holder_hash(data, id_no, terminal),
        "sealed": seal(folder / "platform.pub", name, id_no, bound_to(purpose, request_id)),
    }


def wanted(
    data: Path,
    item: str = HOUSEHOLD,
    person: tuple[str, str] = JIA,
    terminal: str = ONE,
    **changes: Any,
) -> dict[str, Any]:
    request_id = changes.pop("request_id", str(uuid.uuid4()))
    plain = {"item_code": item, "credential": "IDCARD_FACE", "assurance": "AL3"}
    return identity(data, request_id, person, terminal) | plain | changes


class Desk(Struct, frozen=True):
    """One terminal at a platform."""

    platform: Platform
    terminal: str = ONE

    def ask(self, **changes: Any) -> requests.Response:
        content = wanted(self.platform.data, terminal=self.terminal, **changes)
        return self.platform.post("certificates", self.terminal, content)

    def issued(self, **changes: Any) -> dict[str, Any]:
        answer = self.ask(**changes)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()["certificate"]
        return found

    def get(self, path: str, **query: Any) -> requests.Response:
        headers = self.platform.headers(self.terminal)
        url = f"{self.platform.url}/api/v1/{path}"
        return requests.get(url, params=query, headers=headers, timeout=20)

    def fetch(self, certificate_id: str, copy_no: int = 1) -> requests.Response:
        return self.get(f"certificates/{certificate_id}/copies/{copy_no}")

    def report(self, certificate_id: str, state: str, copy_no: int = 1) -> requests.Response:
        path = f"certificates/{certificate_id}/copies/{copy_no}"
        return self.platform.post(path, self.terminal, {"state": state, "at": AT})

    def open(
        self, certificate_id: str, copy_no: int, person: tuple[str, str] = JIA
    ) -> requests.Response:
        who = identity(self.platform.data, str(uuid.uuid4()), person, self.terminal)
        content = who | {"copy_no": copy_no}
        return self.platform.post(f"certificates/{certificate_id}/copies", self.terminal, content)

    def verified(self, code: str) -> str:
        answer = self.platform.post("verifications", self.terminal, {"code": code})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["finding"]["verdict"])

    def code(self, certificate_id: str, copy_no: int = 1) -> str:
        """The text of the QR, out of the platform's file."""
        query = "SELECT code FROM central_copy WHERE certificate_id = ? AND copy_no = ?"
        ((text,),) = self.platform.rows(query, certificate_id, copy_no)
        return str(text)

    def lists(self) -> tuple[TrustList, RevocationList]:
        folder = self.platform.data / "terminals" / self.terminal
        keys = load_keys(folder / "platform-sign.pub")
        trust = open_trust(self.get("lists/trust").json(), keys)
        return trust, open_revocation(self.get("lists/revocation").json(), keys)

    def life(self, certificate_id: str) -> dict[str, Any]:
        answer = self.admin("GET", f"certificates/{certificate_id}.json")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def admin(self, method: str, path: str) -> requests.Response:
        token = (self.platform.data / "admin_token").read_text().strip()
        headers = {"Authorization": f"Bearer {token}"}
        return requests.request(method, f"{self.platform.url}/{path}", headers=headers, timeout=20)


def local_now() -> datetime:
    return datetime.now(CHINA)
