"""Who takes a code that was read, and who asks for it by hand instead: by the purpose for which it
was waited for."""

from collections.abc import Callable

from kiosk.flow.identify import rules_means as means
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import Step
from kiosk.flow.scan import rules_verify as verify
from kiosk.flow.scan.scan import ScanFor
from kiosk.messages.imaging import CodeRead
from kiosk.values import replace

TAKERS: dict[ScanFor, Callable[[Model, str, Facts], Step]] = {
    ScanFor.VERIFY: verify.taken,
    ScanFor.IDENTIFY: means.scanned,
}
"""Each gets the text as it was read: whatever somebody held there. It leads to another state, or
says why not in `model.scan.hint`, with a reading of its own."""

BY_HAND: dict[ScanFor, Callable[[Model, Facts], Step]] = {
    ScanFor.VERIFY: verify.by_hand,
}
"""Purposes that can do without a reader."""


def read(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, CodeRead)
    scan = model.scan
    if not event.command or event.command != scan.command or scan.purpose not in TAKERS:
        return model, ()
    model = replace(model, scan=replace(scan, command="", hint=None, stopped=None, live=""))
    return TAKERS[scan.purpose](model, event.text, facts)


def by_hand(model: Model, event: object, facts: Facts) -> Step:
    instead = BY_HAND.get(model.scan.purpose)
    return instead(model, facts) if instead is not None else (model, ())
