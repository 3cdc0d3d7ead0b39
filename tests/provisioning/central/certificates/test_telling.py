"""Every terminal hears of what stopped to count, in the transaction in which it stopped."""

from collections.abc import Callable
from typing import Any

import pytest
import requests
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from tests.provisioning.central.certificates.certificates import AT, wanted
from tests.provisioning.central.platform import ONE, TWO
from tests.provisioning.central.within import Within, module

pytestmark = pytest.mark.slow

Step = Callable[[Within, str], requests.Response]


def void(within: Within, name: str) -> requests.Response:
    url = f"{within.url}/api/v1/certificates/{name}/copies/1"
    outcome = {"state": "void", "at": AT}
    return requests.post(url, json=outcome, headers=within.headers(), timeout=20)


def revoke(within: Within, name: str) -> requests.Response:
    admin = {"Authorization": f"Bearer {(within.data / 'admin_token').read_text().strip()}"}
    return requests.post(f"{within.url}/certificates/{name}/revoke", headers=admin, timeout=20)


def told() -> list[str]:
    items = module("models").InboxItem.objects.filter(kind="revocation")
    return sorted(items.values_list("terminal_id", flat=True))


@pytest.mark.parametrize("step", [void, revoke])
def test_who_is_cut_off_while_telling_has_changed_nothing(
    within: Within, monkeypatch: pytest.MonkeyPatch, step: Step
) -> None:
    url = f"{within.url}/api/v1/certificates"
    asked = requests.post(url, json=wanted(within.data), headers=within.headers(), timeout=20)
    name = asked.json()["certificate"]["certificate_id"]
    inbox = module("exchange.inbox")
    whole, calls = inbox.signed_bytes, []

    def half(*values: Any) -> Any:
        calls.append(values)
        if len(calls) == 2:
            raise OperationalError("killed here")
        return whole(*values)

    with monkeypatch.context() as patched:
        patched.setattr(inbox, "signed_bytes", half)
        assert step(within, name).status_code >= 500
    row = module("models").Certificate.objects.get(pk=name)
    assert not row.revoked and row.copy_set.get().state == "sealed" and not told()
    assert step(within, name).status_code == 200
    assert step(within, name).status_code == 200
    assert told() == [ONE, TWO]


def test_many_are_told_by_few_statements(within: Within) -> None:
    """Signed one by one, written together; each in the order of its own inbox."""
    models, inbox = module("models"), module("exchange.inbox")
    first = models.Terminal.objects.get(pk=ONE)
    inbox.issue(first, "catalogue_hint", {"version": "1"}, None, within.clock.now())
    models.Terminal.objects.bulk_create(
        models.Terminal(
            terminal_id=f"X{n:04}", hall=first.hall, name="x", token_sha256=f"{n}", inbox_cursor=n
        )
        for n in range(1000)
    )
    body = {"subject": "certificates", "ids": ["ab" * 32]}
    every = models.Terminal.objects.filter(active=True)
    with CaptureQueriesContext(connection) as statements:
        inbox.issue_all(every, "revocation", body, None, within.clock.now())
    assert len(statements) < 50
    numbers = dict(
        models.InboxItem.objects.filter(kind="revocation").values_list("terminal_id", "seq")
    )
    assert len(numbers) == 1002
    assert (numbers[ONE], numbers[TWO], numbers["X0007"]) == (2, 1, 8)
