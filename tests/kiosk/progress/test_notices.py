"""What a person should know now: the most urgent first, and nothing that is over."""

from datetime import date

import pytest

from kiosk.messages.mine import MyCertificate, Standing
from kiosk.progress.notices import Kind, personal_notices
from kiosk.progress.view import parse_view
from tests.kiosk.flow.query_samples import view_of

TODAY = date(2026, 3, 2)
ENDED = {"finished": "2026-02-20T10:00:00+08:00", "lamp": "none"}


def kinds(*views: dict[str, object]) -> list[Kind]:
    return [one.kind for one in personal_notices([parse_view(v) for v in views], (), TODAY)]


def of_certificate(standing: Standing, valid_to: str) -> list[Kind]:
    one = MyCertificate("992000501000", "参保证明", "2026-01-01", valid_to, standing)
    return [notice.kind for notice in personal_notices((), (one,), TODAY)]


@pytest.mark.row("S004")
def test_what_must_be_done_comes_before_what_is_good_to_know() -> None:
    good = view_of(state="finished", **ENDED)
    late = view_of(lamp="red", overdue={"since": "2026-02-28", "complaint": "12345"})
    asked = view_of(state="need_supplement")
    assert kinds(good, late, asked) == [Kind.SUPPLEMENT, Kind.OVERDUE, Kind.READY]


def test_what_is_in_time_or_long_over_is_no_news() -> None:
    assert kinds(view_of()) == []
    assert (
        kinds(view_of(state="finished", **ENDED | {"finished": "2026-01-20T10:00:00+08:00"})) == []
    )
    assert kinds(view_of(state="rejected", **ENDED)) == [Kind.REFUSED]


def test_a_result_in_the_post_is_not_one_to_collect() -> None:
    parcel = {"carrier": "x", "waybill": "y", "free_post": True, "fee_fen": 0}
    parcel |= {"state": "in_transit", "at": "", "events": []}
    assert kinds(view_of(state="finished", parcels=[parcel], **ENDED)) == [Kind.ON_THE_WAY]


@pytest.mark.parametrize(
    ("standing", "valid_to", "told"),
    [
        (Standing.VALID, "2026-03-02", True),
        (Standing.VALID, "2026-04-01", True),
        (Standing.VALID, "2026-04-02", False),
        (Standing.VALID, "2026-03-01", False),
        (Standing.VALID, "", False),
        (Standing.VALID, "no day", False),
        (Standing.REVOKED, "2026-03-20", False),
    ],
)
def test_a_certificate_is_spoken_of_in_its_last_thirty_days(
    standing: Standing, valid_to: str, told: bool
) -> None:
    assert of_certificate(standing, valid_to) == ([Kind.ENDS] if told else [])
