"""Certificates booked as a portal does."""

import uuid
from datetime import timedelta
from typing import Any

import requests

from tests.provisioning.central.certificates.certificates import HOUSEHOLD, local_now
from tests.provisioning.central.platform import ONE, Platform
from tests.provisioning.central.samples import JIA
from tests.provisioning.central.within import Within


def day(ahead: int = 1) -> str:
    return (local_now().date() + timedelta(days=ahead)).isoformat()


def book(
    platform: Platform | Within,
    terminal: str = ONE,
    person: tuple[str, str] = JIA,
    token: str = "",
    **changes: Any,
) -> requests.Response:
    content = {
        "request_id": str(uuid.uuid4()),
        "item_code": HOUSEHOLD,
        "name": person[0],
        "id_no": person[1],
        "until": day(),
    }
    return requests.post(
        f"{platform.url}/terminals/{terminal}/bookings",
        json=content | changes,
        headers={"Authorization": f"Bearer {token or admin_token(platform)}"},
        timeout=30,
    )


def booked(platform: Platform | Within, terminal: str = ONE, **changes: Any) -> dict[str, Any]:
    answer = book(platform, terminal, **changes)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["booking"]
    return found


def cancel(platform: Platform | Within, certificate_id: str) -> requests.Response:
    return requests.post(
        f"{platform.url}/certificates/{certificate_id}/cancel",
        headers={"Authorization": f"Bearer {admin_token(platform)}"},
        timeout=30,
    )


def admin_token(platform: Platform | Within) -> str:
    return (platform.data / "admin_token").read_text().strip()
