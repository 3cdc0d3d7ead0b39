"""A certificate that was made and never fetched is nobody's: void after a day."""

from datetime import timedelta
from typing import Any

import pytest
import requests

from kiosk.certificates.copies import CopyState
from tests.clock import FakeClock
from tests.provisioning.central.certificates.bookings import booked
from tests.provisioning.central.certificates.certificates import AT, identity, wanted
from tests.provisioning.central.within import Within, module

pytestmark = pytest.mark.slow

DAY_S = 86_400.0


def post(within: Within, path: str, content: Any) -> dict[str, Any]:
    url, headers = f"{within.url}/api/v1/certificates{path}", within.headers()
    answer = requests.post(url, json=content, headers=headers, timeout=20)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def made(within: Within) -> str:
    found = post(within, "", wanted(within.data))["certificate"]
    return str(found["certificate_id"])


def states() -> list[str]:
    copies = module("models").Copy.objects.order_by("certificate", "copy_no")
    return [one.state for one in copies]


def test_what_nobody_fetched_for_a_day_is_void(within: Within, clock: FakeClock) -> None:
    certificate = made(within)
    clock.advance(DAY_S)
    within.round()
    assert states() == [CopyState.SEALED]
    clock.advance(1)
    within.round()
    assert states() == [CopyState.VOID]
    row = module("models").Certificate.objects.get(pk=certificate)
    last = module("certificates.ledger").life_line(row)[-1]
    assert (last["what"], last["copy_no"], last["terminal"]) == ("void", 1, "")
    url = f"{within.url}/api/v1/certificates/{certificate}/copies/1"
    assert requests.get(url, headers=within.headers(), timeout=20).status_code == 409


def test_what_was_fetched_is_left_to_its_terminal(within: Within, clock: FakeClock) -> None:
    url = f"{within.url}/api/v1/certificates/{made(within)}/copies/1"
    assert requests.get(url, headers=within.headers(), timeout=20).status_code == 200
    clock.advance(9 * DAY_S)
    within.round()
    assert states() == [CopyState.FETCHED]


def test_the_copy_after_a_void_one_has_its_own_day(within: Within, clock: FakeClock) -> None:
    certificate = made(within)
    clock.advance(DAY_S)
    post(within, f"/{certificate}/copies/1", {"state": "void", "at": AT})
    again = {"copy_no": 2} | identity(within.data, "again")
    post(within, f"/{certificate}/copies", again)
    clock.advance(DAY_S)
    within.round()
    assert states() == [CopyState.VOID, CopyState.SEALED]
    clock.advance(1)
    within.round()
    assert states() == [CopyState.VOID, CopyState.VOID]


def test_a_booked_one_may_wait(within: Within, clock: FakeClock) -> None:
    until = (clock.now().date() + timedelta(days=9)).isoformat()
    booked(within, until=until)
    clock.advance(2 * DAY_S)
    within.round()
    assert states() == [CopyState.SEALED, CopyState.HELD]
