"""A change of state is pushed within a minute of its sync: to the phone, to other systems, to short
messages, and to the terminal where the application was made. A real queue, a real within."""

from typing import Any

import pytest
import requests
from django.db import OperationalError, connections

from offline_queue.inbound.progress import last_known
from provisioning.central.keys import keyed_hash
from tests.clock import FakeClock
from tests.kiosk.progress.samples import at
from tests.provisioning.central.cases import ITEM, by_card, made_at, tell
from tests.provisioning.central.platform import ONE, Platform, until
from tests.provisioning.central.samples import JIA, YI, record
from tests.provisioning.central.within import Hook, Terminal, Within, module, token_of

pytestmark = pytest.mark.slow

MINUTE = 60.0


def events(**wanted: Any) -> list[Any]:
    return list(module("models").ProgressEvent.objects.filter(**wanted))


@pytest.mark.row("S116", "S005")
@pytest.mark.parametrize(
    ("name", "state"), [("", "accepted"), ("测试戊", "to_verify")], ids=["sure", "not sure"]
)
def test_what_was_taken_in_offline_is_pushed_within_a_minute_of_its_sync(
    within: Within, terminal: Terminal, hook: Hook, clock: FakeClock, name: str, state: str
) -> None:
    terminal.cable.cut = True
    body = made_at(clock.now(), 1)
    by_card(body, within.data, JIA, name)
    terminal.put(body)
    for _ in range(40):
        terminal.step()
    assert not events() and within.page(token_of(1)[0]).status_code == 404
    within.round()
    assert not hook.got

    terminal.cable.cut = False
    terminal.sync.hurry()
    terminal.until_sent()
    synced, synced_at = clock.monotonic(), clock.now()

    (event,) = events(kind="state")
    assert (event.former, event.later) == ("uploaded", state)
    assert abs((event.at - synced_at).total_seconds()) <= MINUTE

    while not hook.got:
        assert clock.monotonic() - synced <= MINUTE, "not pushed within a minute"
        clock.advance(module("background").PERIOD_S)
        within.round()
    ((pushed_at, _, pushed),) = hook.got
    assert pushed_at - synced <= MINUTE
    assert (pushed["later"], pushed["local_no"]) == (state, body["local_no"])

    page = within.page(token_of(1)[0])
    words = {"accepted": "已受理", "to_verify": "待核验"}[state]
    assert page.status_code == 200 and words in page.text
    assert f'content="{module("progress.follow").REFRESH_S}"' in page.text
    assert module("progress.follow").REFRESH_S < MINUTE

    while (known := terminal.store.call(lambda c: last_known(c, body["local_no"]))) is None:
        assert clock.monotonic() - synced <= MINUTE, "the terminal does not hear of it in a minute"
        terminal.step()
    assert known.view["state"] == state


@pytest.mark.row("S116", "S111")
def test_a_decision_of_the_department_is_pushed_once_however_often_it_is_told(
    within: Within, terminal: Terminal, hook: Hook, clock: FakeClock
) -> None:
    body = made_at(clock.now(), 2)
    terminal.put(body)
    terminal.until_sent()
    within.round()
    hook.got.clear()
    order = {"do": "state", "application": body["local_no"], "state": "in_review", "source": "d-7"}
    answers = [
        requests.post(f"{within.url}/_world/progress", json=order, timeout=10).json()["event"]
        for _ in range(3)
    ]
    assert answers[0] and answers[1:] == [None, None]
    changed = clock.monotonic()
    for _ in range(4):
        clock.advance(5)
        within.round()
    ((when, headers, pushed),) = hook.got
    assert when - changed <= MINUTE
    assert (pushed["kind"], pushed["former"], pushed["later"]) == ("state", "accepted", "in_review")
    assert headers["Idempotency-Key"] == f"{answers[0]}.hall-app"


@pytest.mark.row("S116")
def test_the_same_record_again_pushes_nothing_again(within: Within, clock: FakeClock) -> None:
    sent = record("application", made_at(clock.now(), 3), about="ad")
    content = {"terminal_id": ONE, "epoch": "e1", "records": [sent, sent]}
    for _ in range(3):
        requests.post(
            f"{within.url}/api/v1/records", json=content, headers=within.headers(), timeout=10
        )
    assert len(events()) == 1
    assert module("models").InboxItem.objects.filter(kind="progress").count() == 1


@pytest.mark.row("S116")
def test_case_and_event_are_stored_together_or_not_at_all(
    within: Within, terminal: Terminal, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full just when the event is written: the record is not acknowledged, and comes
    again."""
    events = module("progress.events")
    whole = events.inbox.issue

    def full(*_: Any) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(events.inbox, "issue", full)
    body = made_at(clock.now(), 18)
    terminal.put(body)
    for _ in range(5):
        terminal.step()
    models = module("models")
    assert not models.Application.objects.exists() and not models.Case.objects.exists()
    assert not models.ProgressEvent.objects.exists()
    monkeypatch.setattr(events.inbox, "issue", whole)
    terminal.until_sent()
    assert models.ProgressEvent.objects.count() == models.Case.objects.count() == 1


@pytest.mark.row("S116")
def test_a_gateway_that_is_away_gets_each_event_when_it_is_back_and_in_order(
    within: Within, terminal: Terminal, hook: Hook, clock: FakeClock
) -> None:
    body = made_at(clock.now(), 5)
    terminal.put(body)
    terminal.until_sent()
    hook.answers = [503, 500, 302]
    for state in ("in_review", "decided", "finished"):
        tell(body["local_no"], state, clock)
    for _ in range(30):
        clock.advance(5)
        within.round()
    keys = [headers["Idempotency-Key"] for _, headers, _ in hook.got]
    assert len(keys) == 7 and len(set(keys)) == 4, "three refusals, then each once"
    assert [one["later"] for one in hook.bodies[3:]] == [
        "accepted",
        "in_review",
        "decided",
        "finished",
    ]
    signature = keyed_hash(bytes.fromhex("ab" * 32), "x")
    assert all(len(headers["X-Zizhu-Signature"]) == len(signature) for _, headers, _ in hook.got)
    assert not module("models").Message.objects.exclude(state="sent").exists()


@pytest.mark.row("S104", "S116")
def test_a_number_is_asked_for_by_consent_alone_and_is_told_of_the_change(
    within: Within, terminal: Terminal, hook: Hook, clock: FakeClock
) -> None:
    gateway = module("models").Gateway
    gateway.objects.create(name="sms", channel="sms", url=hook.url, secret="cd" * 32)
    gateway.objects.filter(name="hall-app").update(active=False)
    body = made_at(clock.now(), 6)
    by_card(body, within.data, YI)
    terminal.put(body)
    terminal.until_sent()
    token, number = token_of(6)[0], "13900000000"
    assert "number" not in within.page(token).text, "nobody is asked who did not open the page"
    assert within.page(token, "/notify").status_code == 200
    address = f"{within.url}/follow/{token}/notify"
    form = {"channel": "sms", "number": number}
    assert requests.post(address, data=form, timeout=10).status_code == 400
    form["consent"] = module("progress.contacts").CONSENT
    wrong = requests.post(address, data=form | {"number": "1390000"}, timeout=10)
    assert wrong.status_code == 400 and not module("models").Contact.objects.exists()
    given = requests.post(address, data=form, timeout=10, allow_redirects=False)
    assert given.status_code == 302
    on_disk = b"".join(file.read_bytes() for file in within.data.glob("central.sqlite3*"))
    assert number.encode() not in on_disk

    tell(body["local_no"], "in_review", clock)
    within.round()
    (message,) = hook.bodies
    assert message["to"] == number and "审查中" in message["text"]
    assert ITEM["task_name"]["zh"] not in message["text"]  # type: ignore[index]
    assert YI[1] not in str(hook.got) and YI[0] not in str(hook.got)

    requests.post(address, data={"channel": "sms", "stop": "1"}, timeout=10)
    tell(body["local_no"], "decided", clock)
    within.round()
    assert len(hook.got) == 1 and not module("models").Contact.objects.exists()


def test_a_number_goes_thirty_days_after_the_end(
    within: Within, terminal: Terminal, clock: FakeClock
) -> None:
    body = made_at(clock.now(), 7)
    terminal.put(body)
    terminal.until_sent()
    contacts, models = module("progress.contacts"), module("models")
    case = models.Case.objects.get(local_no=body["local_no"])
    contacts.put_contact(case, "sms", "13900000000", clock.now())
    assert contacts.drop_old(at("2027-03-02")) == 0, "it has not ended"
    tell(body["local_no"], "rejected", clock)
    assert contacts.drop_old(at("2026-03-31")) == 0
    assert contacts.drop_old(at("2026-04-02")) == 1


@pytest.mark.row("S116")
def test_a_running_platform_pushes_by_itself(own: Platform) -> None:
    """The whole process, with its own clock: nobody takes its steps."""
    with Hook(FakeClock()) as hook:
        own.mode = "world"
        own.start()
        own.change(
            "INSERT INTO central_gateway VALUES ('hall-app', 'webhook', ?, ?, 1)",
            hook.url,
            "ab" * 32,
        )
        body = made_at(at("2026-03-02"), 8)
        assert own.statuses(ONE, [record("application", body, about="ab")]) == ["applied"]
        until(lambda: bool(hook.got), MINUTE)
        assert hook.bodies[0]["later"] == "accepted"
    connections.close_all()
