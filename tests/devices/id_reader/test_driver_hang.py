"""A call that never returns: what the next driver knows, and whose card it reads."""

import threading
from collections.abc import Iterator

import pytest

from devices.contract import DeviceLost, Token
from devices.id_reader.driver import IdReader
from devices.job import HUNG
from kiosk.device import DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.cards import CardRead
from kiosk.messages.devices import StatusChanged
from tests.devices.id_reader.bench import PATIENCE_S, Heard, Sim, changed_to, start
from tests.devices.id_reader.conftest import Online
from tests.devices.id_reader.vectors import BLOCKS, RESIDENT

LOST = DeviceLost(DeviceState.UNKNOWN, Fault.READER_SILENT)


@pytest.fixture
def hang(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Set, the device is lost and opening it again hangs, once."""
    wanted, released = threading.Event(), threading.Event()
    well_open, well_poll = IdReader.open, IdReader.poll

    def open_it(driver: IdReader, token: Token) -> DeviceStatus:
        if wanted.is_set():
            wanted.clear()
            with token.call(0.1):
                released.wait(PATIENCE_S)
            raise LOST
        return well_open(driver, token)

    def poll(driver: IdReader, token: Token) -> DeviceStatus:
        if wanted.is_set():
            raise LOST
        return well_poll(driver, token)

    monkeypatch.setattr(IdReader, "open", open_it)
    monkeypatch.setattr(IdReader, "poll", poll)
    yield wanted
    released.set()


def replaced(hang: threading.Event, heard: Heard) -> None:
    hang.set()
    heard.next(StatusChanged, lambda m: m.status.detail == HUNG.detail)


def test_a_reader_that_served_is_silent_and_not_of_another_make(
    sim: Sim, online: Online, hang: threading.Event
) -> None:
    """READER_UNSUPPORTED would end the reading for good, where waiting helps."""
    _reader, heard = online
    sim.fault("silent")
    replaced(hang, heard)
    detail = heard.next(StatusChanged).status.detail
    assert detail.startswith(Fault.READER_SILENT.value)
    sim.heal()
    changed_to(heard, DeviceState.ONLINE)


def test_a_card_that_lies_there_is_not_read_for_the_next_citizen(
    sim: Sim, online: Online, hang: threading.Event
) -> None:
    """That a card was read is known to the reader itself: no thread or process of ours need be."""
    reader, heard = online
    start(reader, heard)
    sim.put(RESIDENT)
    heard.next(CardRead)
    replaced(hang, heard)
    changed_to(heard, DeviceState.ONLINE)
    start(reader, heard, "next")
    sim.take()
    sim.put(BLOCKS["resident_female_minority"])
    assert heard.next(CardRead).card.id_no == "11010519491231002X"
    assert len(heard.all(CardRead)) == 2
