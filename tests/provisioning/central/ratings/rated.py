"""Finished services and ratings of them as a terminal sends them; the admin who follows them up."""

import base64
import hashlib
import uuid
from typing import Any

import requests

from offline_queue.seal import KeyVault
from tests.provisioning.central.platform import ONE
from tests.provisioning.central.samples import JIA
from tests.provisioning.central.within import Within

DAY_S = 86_400.0
AT = "2026-03-02T09:00:00+08:00"
ITEM: dict[str, Any] = {
    "item_code": "992000501000",
    "item_version": 3,
    "task_name": "个人参保证明打印",
}
PHONE = "13900000001"


def send(within: Within, *records: dict[str, Any], terminal: str = ONE) -> list[str]:
    answer = requests.post(
        f"{within.url}/api/v1/records",
        json={"terminal_id": terminal, "epoch": "e1", "records": list(records)},
        headers=within.headers(terminal),
        timeout=10,
    )
    assert answer.status_code == 200, answer.text
    return [one["status"] for one in answer.json()["results"]]


def served(token: str, **changes: Any) -> dict[str, Any]:
    """The body of a guide that was read."""
    body = {
        "service_id": str(uuid.uuid4()),
        "session_id": "s",
        "service": "guide",
        "ticket_id": "",
        "link": hashlib.sha256(token.encode()).hexdigest(),
        "at": AT,
    }
    return body | ITEM | changes


def rated(level: int, **changes: Any) -> dict[str, Any]:
    body = {
        "row_guid": str(uuid.uuid4()),
        "session_id": "s",
        "ticket_id": "",
        "satisfaction": level,
        "pf": "5",
        "assess_time": AT,
    }
    return body | changes


def by_name(within: Within, **changes: Any) -> dict[str, Any]:
    """A bad rating of somebody who wants to be called, sealed as the screen does."""
    keys = within.data / "terminals" / ONE
    vault = KeyVault.load(keys / "platform.pub", keys / "hall.key")
    body = rated(1, real_name=True, want_callback=True, **changes)
    who = vault.seal(body["row_guid"], *JIA, "resident")
    phone = vault.seal(body["row_guid"], "", PHONE, "mobile")
    return body | {
        "sealed": base64.b64encode(who).decode(),
        "sealed_mobile": base64.b64encode(phone).decode(),
    }


def admin(within: Within) -> dict[str, str]:
    token = (within.data / "admin_token").read_text().strip()
    return {"Authorization": f"Bearer {token}"}


def follow(within: Within, row_guid: str, state: str, text: str = "") -> requests.Response:
    return requests.post(
        f"{within.url}/ratings/{row_guid}/follow",
        data={"state": state, "text": text},
        headers=admin(within),
        timeout=10,
    )


def counters(within: Within) -> dict[str, Any]:
    answer = requests.get(f"{within.url}/ratings.json", headers=admin(within), timeout=10)
    assert answer.status_code == 200
    return dict(answer.json())
