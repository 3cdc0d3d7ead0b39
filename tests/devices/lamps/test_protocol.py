"""Flash rates as functions of time, and what a profile may say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.lamps.profile import Profile
from devices.lamps.protocol import HALF_S, Wish, lit, outputs, until_edge, until_next
from kiosk.messages.lamps import FlashRate, Lamp

QUICK = settings(max_examples=100, derandomize=True, database=None)
COILS = {Lamp.ID_READER: 0, Lamp.RECEIPT: 5}
ROW = Profile(COILS)

times = st.floats(0, 1e6)
ages = st.floats(0, 1e4)
flashing = st.sampled_from(sorted(HALF_S))


def test_on_and_off_never_change() -> None:
    for now in (0.0, 0.3, 99.9):
        assert lit(Wish(FlashRate.CONTINUOUS), now)
        assert not lit(Wish(FlashRate.OFF), now)
    assert until_edge(Wish(FlashRate.OFF), 1.0) is None
    assert until_edge(Wish(FlashRate.CONTINUOUS), 1.0) is None


@pytest.mark.parametrize(
    ("rate", "half_s"), [(FlashRate.SLOW, 1.0), (FlashRate.MEDIUM, 0.5), (FlashRate.QUICK, 0.25)]
)
def test_a_flashing_lamp_begins_lit_and_is_dark_as_long(rate: FlashRate, half_s: float) -> None:
    wish = Wish(rate, since=100.0)
    seen = [lit(wish, 100.0 + n * half_s / 4) for n in range(12)]
    assert seen == [True] * 4 + [False] * 4 + [True] * 4


def test_no_rate_flashes_three_times_a_second() -> None:
    """A lamp must not bring on a seizure (WCAG 2.3.1)."""
    assert max(1 / (2 * half_s) for half_s in HALF_S.values()) < 3


@QUICK
@given(flashing, times, ages)
def test_nothing_changes_before_the_edge_and_something_at_it(
    rate: FlashRate, since: float, age: float
) -> None:
    wish, now = Wish(rate, since), since + age
    edge = until_edge(wish, now)
    assert edge is not None
    assert 0 < edge <= HALF_S[rate]
    if edge > 0.01:
        assert lit(wish, now + edge * 0.99) is lit(wish, now)
        assert lit(wish, now + edge + 0.001) is not lit(wish, now)


def test_each_lamp_has_its_coil_and_is_dark_unasked() -> None:
    wishes = {Lamp.RECEIPT: Wish(FlashRate.CONTINUOUS)}
    assert outputs(ROW, wishes, 7.0) == {0: False, 5: True}
    assert outputs(ROW, {}, 7.0) == {0: False, 5: False}


def test_the_next_look_is_at_the_first_edge_of_any_lamp() -> None:
    wishes = {
        Lamp.ID_READER: Wish(FlashRate.SLOW, 10.0),
        Lamp.RECEIPT: Wish(FlashRate.MEDIUM, 10.1),
    }
    assert until_next(ROW, wishes, 10.2) == pytest.approx(0.4)
    assert until_next(ROW, {}, 10.2) == ROW.health_s


def test_mechanical_relays_are_spared() -> None:
    row = Profile(COILS, blinks=False)
    wishes = {Lamp.RECEIPT: Wish(FlashRate.QUICK, 0.0)}
    assert outputs(row, wishes, 0.3) == {0: False, 5: True}
    assert until_next(row, wishes, 0.3) == row.health_s


@pytest.mark.parametrize(
    ("coils", "unit", "why"),
    [
        ({}, 1, "coil of its own"),
        ({Lamp.CODE: 1, Lamp.RECEIPT: 1}, 1, "coil of its own"),
        ({Lamp.CODE: -1}, 1, "coil of its own"),
        ({"moon": 1}, 1, "no lamp 'moon'"),
        ({Lamp.CODE: 0, Lamp.RECEIPT: 2000}, 1, "2000 apart"),
        (COILS, 0, "1 to 247"),
        (COILS, 248, "1 to 247"),
    ],
)
def test_a_profile_that_cannot_be_is_refused(coils: dict[Lamp, int], unit: int, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Profile(coils, unit)


def test_only_neighbours_are_written_together() -> None:
    assert not ROW.together
    assert Profile({Lamp.CODE: 7, Lamp.RECEIPT: 6}).together
    assert not Profile({Lamp.CODE: 7, Lamp.RECEIPT: 6}, multiple=False).together
