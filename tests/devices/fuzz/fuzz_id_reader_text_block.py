"""Text blocks of cards: a person or a fault."""

from devices.id_reader.text_block import (
    NEW_ADDRESS_LENGTH,
    TEXT_LENGTH,
    decode_new_address,
    decode_text_block,
)
from kiosk.faults import Fault
from kiosk.identity import IdentityCard

FAULTS = (Fault.CARD_BAD_TEXT, Fault.CARD_BAD_NUMBER)


def _block(mark: str) -> bytes:
    """A resident's fields, with the mark of another card where one is named."""
    text = "某人".ljust(15) + "1" + "01" + "19490131" + "某路1号".ljust(35)
    text += "990000194901310013" + "某局".ljust(15) + "20200101" + "长期".ljust(8)
    return text.ljust(124).encode("utf-16-le") + mark.ljust(4).encode("utf-16-le")


SEEDS = tuple(_block(mark) for mark in " IJY")


def one_input(data: bytes) -> None:
    for block in (data, data[:TEXT_LENGTH].ljust(TEXT_LENGTH, b" ")):
        card = decode_text_block(block)
        assert isinstance(card, IdentityCard) or card in FAULTS
    for size in (len(data), NEW_ADDRESS_LENGTH):
        address = decode_new_address(data[:size])
        assert isinstance(address, str)
