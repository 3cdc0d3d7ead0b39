"""What PC/SC's words mean, for those that no simulated reader can be brought to say."""

import pytest
from smartcard import scard

from devices.contract import DeviceLost
from devices.ssc_reader.driver import choose
from devices.ssc_reader.pcsc import Card, Context, PcscError, ReaderState
from devices.ssc_reader.sim_pcscd import SLOTS
from kiosk.device import DeviceState
from kiosk.faults import Fault
from tests.devices.ssc_reader.parts import Sim


@pytest.mark.parametrize(
    ("code", "state", "fault"),
    [
        (scard.SCARD_E_NO_SERVICE, DeviceState.UNKNOWN, Fault.SSC_SERVICE_LOST),
        (scard.SCARD_W_SECURITY_VIOLATION, DeviceState.UNKNOWN, Fault.SSC_SERVICE_LOST),
        (scard.SCARD_E_READER_UNAVAILABLE, DeviceState.NO_DEVICE, Fault.SSC_READER_ABSENT),
        (scard.SCARD_E_UNKNOWN_READER, DeviceState.NO_DEVICE, Fault.SSC_READER_ABSENT),
        (scard.SCARD_E_SHARING_VIOLATION, DeviceState.BUSY, Fault.SSC_READER_SILENT),
    ],
)
def test_losses(code: int, state: DeviceState, fault: Fault) -> None:
    lost = PcscError(code).lost
    assert lost is not None
    assert (lost.state, lost.fault) == (state, fault)
    assert f"{code & 0xFFFFFFFF:08X}" in lost.detail


@pytest.mark.parametrize(
    ("code", "mute"),
    [
        (scard.SCARD_W_UNRESPONSIVE_CARD, True),
        (scard.SCARD_W_UNPOWERED_CARD, True),
        (scard.SCARD_E_PROTO_MISMATCH, True),
        (scard.SCARD_W_REMOVED_CARD, False),
        (scard.SCARD_W_RESET_CARD, False),
        (scard.SCARD_E_NOT_TRANSACTED, False),
    ],
)
def test_troubles_of_a_card_are_no_loss_of_the_reader(code: int, mute: bool) -> None:
    error = PcscError(code)
    assert (error.lost, error.mute) == (None, mute)


def test_the_state_of_a_reader() -> None:
    assert ReaderState(0x0003_0022).events == 3
    assert ReaderState(0x0003_0022).present
    assert not ReaderState(0x0003_0012).present
    assert ReaderState(0x0003_00A2).held


def test_one_reader_needs_no_name() -> None:
    assert choose(["Only Reader 00 00"], "") == "Only Reader 00 00"


def test_a_whole_name_is_meant_also_where_another_contains_it() -> None:
    assert choose(["Reader 1", "Reader 10"], "Reader 1") == "Reader 1"


@pytest.mark.parametrize("names", [[], ["A 00 00", "A 00 01"]])
def test_no_reader_or_too_many(names: list[str]) -> None:
    with pytest.raises(DeviceLost) as lost:
        choose(names, "")
    assert lost.value.fault is Fault.SSC_READER_ABSENT


def test_a_reader_that_is_not_there(sim: Sim) -> None:
    context = Context()
    with pytest.raises(PcscError) as error:
        context.state("Nobody's 00 00")
    assert error.value.lost is not None
    assert context.readers() == list(SLOTS)
    context.close()


def test_a_command_that_is_not_permitted_never_reaches_a_card() -> None:
    nobody = Card(handle=0, protocol=scard.SCARD_PROTOCOL_T0)
    with pytest.raises(ValueError, match="not a command"):
        nobody.transmit(bytes.fromhex("0020000000"))
