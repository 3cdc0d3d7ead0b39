"""Guides that nobody has confirmed for long: said in amber, and shown all the same."""

from typing import Any

import pytest

from kiosk.device import DeviceState, DeviceStatus, PaperSupply
from kiosk.flow.model import Model
from kiosk.present.build import build
from kiosk.present.snapshot import Snapshot, Tone
from kiosk.values import replace
from tests.kiosk.samples import HALL

STALE = replace(HALL, items=47, items_as_of="2026-03-01T18:40:00+08:00", items_stale=True)


def idle(lang: str = "zh", **hall: Any) -> Snapshot:
    """The idle screen of a terminal on which all else works."""
    works = DeviceStatus(DeviceState.ONLINE, paper=PaperSupply.FULL)
    hall_view = replace(STALE, printer=works, **hall)
    model = Model(hall=hall_view, service_up=True, cards_up=True, reader=works, lang=lang)
    return build(model)


def said(shown: Snapshot) -> str:
    return str(shown.notice)


@pytest.mark.row("S023")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_stale_guides_are_said_with_the_time(lang: str) -> None:
    stale, fresh = idle(lang), idle(lang, items_stale=False)
    assert "03-01 18:40" in said(stale)
    assert stale.notice is not None
    assert stale.notice.tone is Tone.WARN
    assert "03-01" not in said(fresh)
    assert [tile.verb for tile in stale.tiles] == [tile.verb for tile in fresh.tiles]


def test_a_terminal_without_items_says_nothing_of_them() -> None:
    assert "18:40" not in said(idle(items=0))
