"""A process that is told to end does so, whatever its main thread waits for."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

ASLEEP = """
import signal, sys, threading
from kiosk.link.ending import on_end

ending = threading.Event()
on_end(ending.set)
{more}
print("ready", flush=True)
ending.wait()
"""
PAST_THE_MAIN_THREAD = """
def told():
    sys.stdin.read(1)
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
threading.Thread(target=told, daemon=True).start()
"""


@contextmanager
def started(more: str = "") -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", ASLEEP.format(more=more)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(number: signal.Signals) -> None:
    with started() as process:
        process.send_signal(number)
        assert process.wait(10) == 0


def test_a_signal_that_does_not_wake_the_main_thread_ends_it_too() -> None:
    """As one does that comes between the main thread's last instruction and its sleep."""
    with started(PAST_THE_MAIN_THREAD) as process:
        process.communicate(b"x", timeout=10)
        assert process.returncode == 0


def test_another_signal_is_no_end() -> None:
    with started("signal.signal(signal.SIGUSR1, lambda *_: None)") as process:
        process.send_signal(signal.SIGUSR1)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.3)
        process.terminate()
        assert process.wait(10) == 0
