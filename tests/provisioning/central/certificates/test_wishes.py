"""Asked for while cut off, picked up anywhere; and the page that phones see."""

import uuid
from html.parser import HTMLParser
from typing import Any

import pytest
import requests

from kiosk.certificates.pickup import code_of, pickup_hash
from kiosk.identity import SealedFor
from tests.provisioning.central.certificates.certificates import AT, HOUSEHOLD, Desk, identity
from tests.provisioning.central.platform import ONE, TWO, Platform
from tests.provisioning.central.samples import JIA, YI, record

pytestmark = pytest.mark.slow

CODE = "7KQ2M9XWE4TA"


def wish(
    shared: Platform, code: str, person: tuple[str, str] = JIA, **changes: Any
) -> dict[str, Any]:
    body = identity(shared.data, str(uuid.uuid4()), person, purpose=SealedFor.WISH)
    body |= {"item_code": HOUSEHOLD, "at": AT, "pickup_hash": pickup_hash(code)}
    return record("cert_request", body | changes)


def own_code() -> str:
    """That no other test uses."""
    return code_of(uuid.uuid4().int)


def test_what_was_asked_for_offline_is_printed_at_another_terminal(shared: Platform) -> None:
    code = own_code()
    asked = wish(shared, code, chosen={"purpose": "school"})
    assert shared.statuses(ONE, [asked]) == ["applied"]
    assert shared.statuses(ONE, [asked]) == ["already"]
    desk = Desk(shared, TWO)
    assert desk.ask(pickup_code=code, person=YI).json()["why"] == "holder"
    request_id = str(uuid.uuid4())
    made = desk.issued(pickup_code=code, request_id=request_id)
    assert desk.fetch(made["certificate_id"]).content.startswith(b"%PDF")
    second = desk.issued(pickup_code=code, request_id=request_id)
    assert second["certificate_id"] == made["certificate_id"]
    again = Desk(shared).ask(pickup_code=code)
    assert (again.status_code, again.json()["why"]) == (403, "pickup")


def test_a_wish_of_which_nothing_came_is_picked_up_again(shared: Platform) -> None:
    """Never fetched (the terminal died), or fetched and left at the preview; never beside a paper,
    nor beside one that may still be printed."""
    code = own_code()
    assert shared.statuses(ONE, [wish(shared, code)]) == ["applied"]
    there, here = Desk(shared, TWO), Desk(shared, ONE)
    unfetched = there.issued(pickup_code=code)["certificate_id"]
    left = here.issued(pickup_code=code)["certificate_id"]
    assert there.fetch(unfetched).status_code == 409
    assert there.life(unfetched)["copies"] == {"1": "void"}
    assert here.fetch(left).status_code == 200
    assert there.ask(pickup_code=code).json()["why"] == "pickup", "it may be printing there"
    here.report(left, "void")
    taken = there.issued(pickup_code=code)["certificate_id"]
    assert there.fetch(taken).status_code == 200
    for state in ("unknown", "printed"):
        there.report(taken, state)
        assert here.ask(pickup_code=code).json()["why"] == "pickup"
    assert len({unfetched, left, taken}) == 3


def test_a_wish_whose_certificate_was_revoked_is_over(shared: Platform) -> None:
    code = own_code()
    assert shared.statuses(ONE, [wish(shared, code)]) == ["applied"]
    desk = Desk(shared)
    name = desk.issued(pickup_code=code)["certificate_id"]
    desk.admin("POST", f"certificates/{name}/revoke")
    assert desk.ask(pickup_code=code).json()["why"] == "pickup"


def test_a_wish_of_somebody_who_is_not_known_is_nobodys(shared: Platform) -> None:
    """Accepted, since it came from a terminal in good faith; not given out."""
    code = own_code()
    assert shared.statuses(ONE, [wish(shared, code, ("测试乙", JIA[1]))]) == ["applied"]
    assert Desk(shared).ask(pickup_code=code).json()["why"] == "pickup"


def test_wishes_that_cannot_be_are_rejected(shared: Platform) -> None:
    code = own_code()
    assert shared.statuses(ONE, [wish(shared, code, item_code="992001103000")]) == ["rejected"]
    assert shared.statuses(ONE, [wish(shared, code, pickup_hash=code)]) == ["rejected"]
    first = wish(shared, code)
    twin = wish(shared, own_code(), request_id=first["body"]["request_id"])
    assert shared.statuses(ONE, [first, twin]) == ["applied", "rejected"]
    assert shared.statuses(ONE, [wish(shared, code)]) == ["rejected"], "the code is taken"
    assert not shared.rows("SELECT 1 FROM central_wish WHERE pickup_hash = ?", code)


@pytest.mark.row("S093")
def test_an_outcome_that_was_told_late_counts_as_if_told_at_once(shared: Platform) -> None:
    """The record comes through the terminal's queue, once and again, in whatever order."""
    desk = Desk(shared)
    name = desk.issued()["certificate_id"]

    def told(state: str, copy_no: int = 1, terminal: str = ONE) -> str:
        body = {"certificate_id": name, "copy_no": copy_no, "state": state, "at": AT}
        return shared.statuses(terminal, [record("cert_copy", body)])[0]

    assert [told("unknown"), told("unknown"), told("void")] == ["applied"] * 3
    assert told("printed") == "rejected", "void is for ever: an operator looks"
    assert [told("void", 2), told("void", terminal=TWO)] == ["rejected", "rejected"]
    assert desk.open(name, 2).status_code == 200
    assert desk.verified(desk.code(name)) == "void"


class Seen(HTMLParser):
    """The verdict that a page shows, and whatever it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.verdict, self.loads = "", 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.verdict = found.get("data-verdict") or self.verdict
        self.loads += tag in ("script", "img", "iframe") or "src" in found


def seen(shared: Platform, path: str, **query: str) -> tuple[str, str]:
    answer = requests.get(f"{shared.url}/{path}", params=query, timeout=20)
    assert answer.status_code == 200
    page = Seen(answer.text)
    assert page.loads == 0
    return page.verdict, answer.text


@pytest.mark.row("S091", "S094")
def test_a_phone_sees_what_a_paper_is_worth(shared: Platform) -> None:
    desk = Desk(shared)
    name = desk.issued()["certificate_id"]
    code = desk.code(name)
    path = "V/" + code.rpartition("/")[2]
    serial = name.split(".")[-3]
    verdict, page = seen(shared, path)
    assert verdict == "genuine" and "户籍证明" in page and "测*甲" in page
    assert JIA[0] not in page and JIA[1] not in page
    assert seen(shared, "verify", code=f"{serial[:4]}-{serial[4:8]} {serial[8:].lower()}")[0] == (
        "genuine"
    )
    other = "A" if path[-30] != "A" else "B"
    assert seen(shared, path[:-30] + other + path[-29:])[0] in ("forged", "unknown")
    desk.report(name, "void")
    assert seen(shared, path)[0] == "void"
    desk.admin("POST", f"certificates/{name}/revoke")
    assert seen(shared, path)[0] == "revoked"
    looks = [one for one in desk.life(name)["life"] if one["what"] == "verified"]
    assert [one["detail"] for one in looks] == ["genuine", "genuine", "void", "revoked"]


@pytest.mark.parametrize("code", [CODE, "x", "<script>alert(1)</script>", "测试" * 700, "\u0000"])
def test_anything_typed_is_answered(shared: Platform, code: str) -> None:
    verdict, page = seen(shared, "verify", code=code)
    assert verdict == "unknown" and "<script>" not in page


def test_the_page_without_a_code_asks_for_one(shared: Platform) -> None:
    verdict, page = seen(shared, "verify")
    assert not verdict and 'name="code"' in page


def test_the_ledger_is_the_admins(shared: Platform) -> None:
    name = Desk(shared).issued()["certificate_id"]
    for path in (f"certificates/{name}.json", f"certificates/{name}/revoke"):
        assert requests.get(f"{shared.url}/{path}", timeout=20).status_code == 401
    assert Desk(shared).admin("GET", "certificates/none.json").status_code == 404
