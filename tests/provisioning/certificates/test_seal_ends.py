"""Seals end, and nobody is there to make the next: over twelve years every paper is genuine."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.certificates.lists import Issuer, TrustList
from provisioning.certificates import qr
from provisioning.certificates.authority import SEAL_DAYS, Authority, seal_in_use
from provisioning.certificates.check import Checker
from provisioning.certificates.render import Renderer
from provisioning.certificates.seal import Sealer
from tests.provisioning.certificates.sample import (
    ADDRESS,
    NAME,
    NOTHING_REVOKED,
    NOW,
    POLICE,
    TYPE,
    data,
    expected,
    order,
    template,
)

pytestmark = pytest.mark.slow

LISTED_EVERY, BOOKED = 10, 30


def after(days: float) -> datetime:
    return NOW + timedelta(days=days)


def trust(keys: Path, at: datetime) -> TrustList:
    """As the platform hands it out on that day."""
    authority = Authority(keys)
    issuer = authority.issuer(POLICE, NAME, at)
    codes = {qr.key_id(issuer.code_public): issuer.code_public}
    own = Issuer(NAME, frozenset(issuer.fingerprints), codes, {TYPE: "户籍证明"})
    return TrustList(1, at, ADDRESS, (authority.root_der(at),), {POLICE: own})


@pytest.fixture
def sealer(tmp_path: Path) -> Iterator[Sealer]:
    with Sealer(tmp_path) as one:
        yield one


def test_issuing_goes_on_when_seal_and_root_have_ended(
    tmp_path: Path, renderer: Renderer, sealer: Sealer, checker: Checker
) -> None:
    """Also by a list that is days old, and for what was booked and waits; of one child."""
    lists: dict[int, TrustList] = {}
    for day in range(0, 4400, LISTED_EVERY):
        lists[day] = trust(tmp_path, after(day))
        if day not in (990, 1020, 1040, 1100, 2150, 3700, 4300):
            continue
        at = after(day)
        sealer.prepare(POLICE, NAME, at, renderer)
        pdf = renderer.pdf(template(), data(valid_to=""), at)
        sealed = sealer.seal(pdf, order(issued=at, valid_to=None)).pdf
        later = trust(tmp_path, after(day + BOOKED))
        for known, when in (
            (lists[day - LISTED_EVERY], at),
            (lists[day], at),
            (later, after(day + BOOKED)),
        ):
            found = checker.check(sealed, expected(), known, NOTHING_REVOKED, when)
            assert found.refusal is None, (day, when)


def test_a_seal_that_has_ended_stands_in_no_list(tmp_path: Path) -> None:
    first = trust(tmp_path, NOW).issuers[POLICE].seals
    both = trust(tmp_path, after(SEAL_DAYS - 80)).issuers[POLICE].seals
    last = trust(tmp_path, after(SEAL_DAYS + 1)).issuers[POLICE].seals
    assert (len(first), len(both), len(last)) == (1, 2, 1)
    assert first | last == both and first != last


def test_the_next_seal_is_told_before_it_is_used(tmp_path: Path) -> None:
    for days, used in ((0, "seal"), (80, "seal"), (59, "seal-2"), (-5, "seal-2")):
        at = after(SEAL_DAYS - days) if days else NOW
        trust(tmp_path, at)
        assert seal_in_use(tmp_path, POLICE, at) == used, days


def test_a_platform_that_stood_still_for_years_has_a_seal_again(tmp_path: Path) -> None:
    trust(tmp_path, NOW)
    seals = Authority(tmp_path).issuer(POLICE, NAME, after(5000)).seals
    assert [one.not_valid_after_utc.date() for one in seals] == [after(5000 + SEAL_DAYS).date()]
    assert Authority(tmp_path).root(after(5000)).not_valid_after_utc > after(8000)
