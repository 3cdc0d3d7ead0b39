"""The permission to go on: deadlines, cancelling from another thread, what is left open."""

import select
import threading
import time

import pytest

from devices.contract import Stopped, Token
from kiosk.device import CompletionCode
from tests.devices.conformance.running import open_files

LONG_S = 60.0


def stopped(token: Token) -> CompletionCode:
    with pytest.raises(Stopped) as error:
        token.check()
    return error.value.code


def readable(token: Token) -> bool:
    return bool(select.select([token.fd], [], [], 0)[0])


def test_it_ends_at_its_deadline() -> None:
    token = Token(time.monotonic() + LONG_S)
    token.check()
    assert 0 < token.left() <= LONG_S
    token = Token(time.monotonic())
    assert token.left() == 0
    assert stopped(token) is CompletionCode.TIMED_OUT


def test_cancelled_is_said_before_late() -> None:
    token = Token(0.0)
    token.cancel()
    assert stopped(token) is CompletionCode.CANCELED


@pytest.mark.parametrize("before", [True, False])
def test_its_descriptor_tells_of_the_cancel(before: bool) -> None:
    """Also where nobody had asked for the descriptor before."""
    token = Token(LONG_S)
    if before:
        assert not readable(token)
    token.cancel()
    token.cancel()
    assert readable(token)
    token.close()


def test_a_wait_ends_when_it_is_cancelled() -> None:
    token = Token(time.monotonic() + LONG_S)
    timer = threading.Timer(0.05, token.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Stopped):
        token.wait(LONG_S)
    assert time.monotonic() < began + LONG_S / 2
    timer.join()
    token.close()


def test_a_wait_ends_at_the_deadline() -> None:
    token = Token(time.monotonic() + 0.05)
    with pytest.raises(Stopped) as error:
        token.wait(LONG_S)
    assert error.value.code is CompletionCode.TIMED_OUT
    token.close()


def test_once_closed_it_permits_nothing_and_holds_nothing() -> None:
    before = open_files()
    token = Token(time.monotonic() + LONG_S)
    assert token.fd >= 0
    token.close()
    assert stopped(token) is CompletionCode.CANCELED
    token.close()
    token.cancel()
    assert token.fd == -1
    with pytest.raises(Stopped):
        token.wait(1.0)
    assert open_files() == before


def test_without_a_wait_nothing_is_opened() -> None:
    before = open_files()
    tokens = [Token(LONG_S) for _ in range(50)]
    for token in tokens:
        token.cancel()
    assert open_files() == before


def test_over_is_more_than_cancelled() -> None:
    token = Token(LONG_S)
    token.cancel()
    assert (token.cancelled, token.over) == (True, False)
    token.end()
    assert (token.cancelled, token.over) == (True, True)


def test_a_guarded_call_has_its_own_limit_and_gives_it_back() -> None:
    token = Token(1000.0)
    with token.call(LONG_S):
        outer = token.call_until
        assert outer > time.monotonic()
        with pytest.raises(ZeroDivisionError), token.call(1.0):
            assert token.call_until < outer
            raise ZeroDivisionError
        assert token.call_until == outer
    assert token.call_until == 1000.0
