"""A code held under the reader: waited for, told why one is not taken, given on.

`begin` is how a flow asks for one; what was read goes by its purpose (rules_scanned).
"""

from kiosk.device import CompletionCode
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import Step, go, idle_timer, read_if_wanted
from kiosk.flow.scan.looking import can_scan, look_if_wanted
from kiosk.flow.scan.scan import Scan, ScanFor
from kiosk.flow.states import State
from kiosk.messages.devices import CommandFailed
from kiosk.messages.imaging import PreviewHint, PreviewReady
from kiosk.values import replace

__all__ = ["again", "back", "begin", "can_scan", "failed", "hint", "live"]


def begin(model: Model, facts: Facts, purpose: ScanFor, back_to: State | None = None) -> Step:
    """To the screen that waits for a code; back from there leads to `back_to`, by default to where
    the model is now. Where nothing can read one (`can_scan`), the screen says so and waits for the
    reader to come back."""
    model = replace(model, scan=Scan(purpose, back_to or model.state), fault=None)
    return look_if_wanted(go(model, State.SCAN), facts)


def hint(model: Model, event: object, facts: Facts) -> Step:
    """A code was seen that is not taken: reading goes on."""
    assert isinstance(event, PreviewHint)
    if event.command != model.scan.command or not event.command:
        return model, ()
    return replace(model, scan=replace(model.scan, hint=event.fault)), (idle_timer(model),)


def live(model: Model, event: object, facts: Facts) -> Step:
    """What the reader sees can be shown."""
    assert isinstance(event, PreviewReady)
    if event.command != model.scan.command or not event.command:
        return model, ()
    return replace(model, scan=replace(model.scan, live=event.name)), ()


def failed(model: Model, event: object, facts: Facts) -> Step:
    """The reader ended the reading. Its deadline is no fault of anybody: it is asked again."""
    assert isinstance(event, CommandFailed)
    if event.command != model.scan.command or not event.command:
        return model, ()
    over = event.code is CompletionCode.TIMED_OUT
    scan = replace(
        model.scan, command="", hint=None, live="", stopped=None if over else event.fault
    )
    return look_if_wanted((replace(model, scan=scan), ()), facts)


def again(model: Model, event: object, facts: Facts) -> Step:
    """After the reader gave up."""
    model = replace(model, scan=replace(model.scan, stopped=None))
    return look_if_wanted((model, (idle_timer(model),)), facts)


def back(model: Model, event: object, facts: Facts) -> Step:
    return read_if_wanted(go(model, model.scan.back_to), facts)
