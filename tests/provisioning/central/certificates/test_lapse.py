"""A certificate that was made and never fetched is nobody's: void after a day."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from kiosk.certificates.copies import CopyState
from tests.clock import FakeClock
from tests.provisioning.central.certificates.certificates import AT, HOUSEHOLD, identity, wanted
from tests.provisioning.central.platform import ONE
from tests.provisioning.central.samples import JIA
from tests.provisioning.central.within import Within, module

pytestmark = pytest.mark.slow

DAY_S = 86_400.0


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def platform(inside: Path, clock: FakeClock) -> Iterator[Within]:
    with Within(inside, clock) as running:
        yield running


def post(platform: Within, path: str, content: Any) -> dict[str, Any]:
    url, headers = f"{platform.url}/api/v1/certificates{path}", platform.headers()
    answer = requests.post(url, json=content, headers=headers, timeout=20)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def made(platform: Within) -> str:
    found = post(platform, "", wanted(platform.data))["certificate"]
    return str(found["certificate_id"])


def book(platform: Within, until: str) -> None:
    content = {"request_id": "b-1", "item_code": HOUSEHOLD, "name": JIA[0], "id_no": JIA[1]}
    token = (platform.data / "admin_token").read_text().strip()
    answer = requests.post(
        f"{platform.url}/terminals/{ONE}/bookings",
        json=content | {"until": until},
        headers={"Authorization": f"Bearer {token}"},
        timeout=20,
    )
    assert answer.status_code == 200, answer.text


def states() -> list[str]:
    copies = module("models").Copy.objects.order_by("certificate", "copy_no")
    return [one.state for one in copies]


def test_what_nobody_fetched_for_a_day_is_void(platform: Within, clock: FakeClock) -> None:
    certificate = made(platform)
    clock.advance(DAY_S)
    platform.round()
    assert states() == [CopyState.SEALED]
    clock.advance(1)
    platform.round()
    assert states() == [CopyState.VOID]
    row = module("models").Certificate.objects.get(pk=certificate)
    last = module("certificates.ledger").life_line(row)[-1]
    assert (last["what"], last["copy_no"], last["terminal"]) == ("void", 1, "")
    url = f"{platform.url}/api/v1/certificates/{certificate}/copies/1"
    assert requests.get(url, headers=platform.headers(), timeout=20).status_code == 409


def test_what_was_fetched_is_left_to_its_terminal(platform: Within, clock: FakeClock) -> None:
    url = f"{platform.url}/api/v1/certificates/{made(platform)}/copies/1"
    assert requests.get(url, headers=platform.headers(), timeout=20).status_code == 200
    clock.advance(9 * DAY_S)
    platform.round()
    assert states() == [CopyState.FETCHED]


def test_the_copy_after_a_void_one_has_its_own_day(platform: Within, clock: FakeClock) -> None:
    certificate = made(platform)
    clock.advance(DAY_S)
    post(platform, f"/{certificate}/copies/1", {"state": "void", "at": AT})
    again = {"copy_no": 2} | identity(platform.data, "again")
    post(platform, f"/{certificate}/copies", again)
    clock.advance(DAY_S)
    platform.round()
    assert states() == [CopyState.VOID, CopyState.SEALED]
    clock.advance(1)
    platform.round()
    assert states() == [CopyState.VOID, CopyState.VOID]


def test_a_booked_one_may_wait(platform: Within, clock: FakeClock) -> None:
    book(platform, (clock.now().date() + timedelta(days=9)).isoformat())
    clock.advance(2 * DAY_S)
    platform.round()
    assert states() == [CopyState.SEALED, CopyState.HELD]
