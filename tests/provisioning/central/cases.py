"""Applications on their way, as terminals make them and departments change them."""

import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import requests

from kiosk.progress.receipt import make_local_no
from provisioning.central.keys import keyed_hash
from tests.clock import FakeClock
from tests.provisioning.central.platform import ONE
from tests.provisioning.central.samples import application, record, seal
from tests.provisioning.central.within import Within, module, token_of

ITEM = {
    "catalog_code": "992000102000",
    "task_name": {"zh": "户籍证明开具"},
    "dept_name": {"zh": "示例市公安局"},
    "promise_day": 5,
    "promise_type": "1",
    "anticipate_day": 20,
    "anticipate_type": "1",
    "supervise_way": {"zh": "12345"},
}


def made_at(when: datetime, number: int, **changes: Any) -> dict[str, Any]:
    """An application as a terminal sends it, with its receipt."""
    body = application(at=when.isoformat(timespec="seconds"), **changes)
    body["application_id"] = str(uuid.UUID(int=number))
    body["local_no"] = make_local_no(ONE, when.date(), number).text
    return body | {"follow": token_of(number)[1]} | changes


def by_card(body: dict[str, Any], data: Path, person: tuple[str, str], name: str = "") -> None:
    """Its applicant's card was read while the platform could not be asked; `name`: another one is
    on the card than the register knows."""
    folder = data / "terminals" / ONE
    hall_key = bytes.fromhex((folder / "hall.key").read_text())
    body |= {
        "identity": "verified_offline",
        "holder_hash": keyed_hash(hall_key, person[1]),
        "sealed": seal(
            folder / "platform.pub", name or person[0], person[1], body["application_id"]
        ),
    }


def tell(number: str, state: str, clock: FakeClock) -> None:
    """By its department; then a little time passes."""
    orders = module("progress.orders")
    orders.perform(
        orders.State(number, state=module("progress.cases").AppState(state)), clock.now()
    )
    clock.advance(module("background").PERIOD_S)


def sent(within: Within, number: int, **changes: Any) -> dict[str, Any]:
    """An application that has come just now."""
    body = made_at(within.clock.now(), number, **changes)
    post(within, record("application", body))
    return body


def post(within: Within, *records: dict[str, Any]) -> None:
    content = {"terminal_id": ONE, "epoch": "e1", "records": list(records)}
    answer = requests.post(
        f"{within.url}/api/v1/records", json=content, headers=within.headers(), timeout=10
    )
    assert [one["status"] for one in answer.json()["results"]] == ["applied"] * len(records)


def order(within: Within, **what: Any) -> requests.Response:
    return requests.post(f"{within.url}/_world/progress", json=what, timeout=10)


def shown(within: Within, body: dict[str, Any]) -> dict[str, Any]:
    (found,) = within.ask("receipt", body["local_no"]).json()["applications"]
    return dict(found)


def lamps() -> list[tuple[str, str]]:
    rows = module("models").ProgressEvent.objects.filter(kind="lamp")
    return [(one.former, one.later) for one in rows]
