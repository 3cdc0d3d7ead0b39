"""Lamps: what changed is sent, to a new host everything, and nothing to what is not fitted."""

from kiosk.messages.lamps import FlashRate, Guide, Lamp, SetLamp
from offline_queue.lamps import Lamps

SLOW, OFF = FlashRate.SLOW, FlashRate.OFF


class Host:
    def __init__(self) -> None:
        self.up = True
        self.sent: list[tuple[Lamp, FlashRate]] = []
        self.names: set[str] = set()

    def send(self, message: object) -> bool:
        assert isinstance(message, SetLamp)
        if self.up:
            self.sent.append((message.lamp, message.rate))
            self.names.add(message.command)
        return self.up


def test_lamps_follow_the_screen() -> None:
    host = Host()
    lamps = Lamps({"id_reader", "receipt"}, host.send)
    lamps.guide(Guide(((Lamp.ID_READER, SLOW), (Lamp.SSC_READER, SLOW), (Lamp.RECEIPT, OFF))))
    assert host.sent == [(Lamp.ID_READER, SLOW), (Lamp.RECEIPT, OFF)]
    lamps.guide(Guide(((Lamp.ID_READER, SLOW),)))
    lamps.guide(Guide(((Lamp.ID_READER, OFF), (Lamp.RECEIPT, SLOW))))
    assert host.sent[2:] == [(Lamp.ID_READER, OFF), (Lamp.RECEIPT, SLOW)]
    assert len(host.names) == len(host.sent)


def test_what_a_lost_board_missed_the_next_one_is_told() -> None:
    host = Host()
    lamps = Lamps({"id_reader", "receipt"}, host.send)
    lamps.guide(Guide(((Lamp.RECEIPT, SLOW),)))
    host.up = False
    lamps.guide(Guide(((Lamp.ID_READER, SLOW),)))
    host.up = True
    host.sent.clear()
    lamps.board_is_new()
    assert host.sent == [(Lamp.RECEIPT, SLOW), (Lamp.ID_READER, SLOW)]
