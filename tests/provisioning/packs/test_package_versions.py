"""Of two packages of one item, `package_ver` says which is newer: it rises with every change."""

import json

import pytest

from kiosk.clock import SystemClock
from provisioning.packs.publish import Press
from provisioning.packs.refusal import Refused, Why
from tests.provisioning.packs.samples import INFO, ONE, TWO, one, release, summary

pytestmark = pytest.mark.slow


@pytest.mark.row("S034")
@pytest.mark.parametrize("version", [1, 2])
def test_another_content_under_a_version_that_was_published_is_refused(
    press: Press, version: int
) -> None:
    release(press, one(ONE, package_ver=2), one(TWO))
    with pytest.raises(Refused) as caught:
        release(press, one(ONE, package_ver=version, summary=summary("改了。")), one(TWO))
    assert (caught.value.why, caught.value.place) == (Why.OLDER, f"{ONE} $.package_ver")
    release(press, one(TWO))
    with pytest.raises(Refused):
        release(press, one(ONE, package_ver=version, summary=summary("改了。")), one(TWO))
    assert release(press, one(ONE, package_ver=2), one(TWO)).version == 3, "the same comes back"
    changed = one(ONE, package_ver=3, summary=summary("改了。"))
    assert release(press, changed, one(TWO)).version == 4


def test_what_an_earlier_program_published_counts_too(press: Press) -> None:
    release(press, one(ONE, package_ver=2))
    note = press.data / "packs" / "history" / INFO.pack / "1.json"
    raw = json.loads(note.read_bytes())
    del raw["last"]
    note.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(Refused):
        release(press, one(ONE, package_ver=2, summary=summary("改了。")))


def test_after_a_roll_back_the_version_that_came_back_counts(press: Press) -> None:
    for number in (1, 2):
        release(press, one(ONE, package_ver=number))
    press.roll_back(INFO.pack, 0, SystemClock().now())
    with pytest.raises(Refused):
        release(press, one(ONE, package_ver=1, summary=summary("改了。")))
    assert release(press, one(ONE, package_ver=2)).version == 4
