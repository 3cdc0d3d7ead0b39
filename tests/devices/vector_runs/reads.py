"""Sections of whole readings of an ID card: the long replies, and a session from end to end."""

from devices.id_reader.frames import Command, build, request
from devices.id_reader.profile import Profile
from devices.id_reader.protocol import Reading
from devices.id_reader.replies import Sw3, split_blocks
from devices.id_reader.steps import CardDecoded, Pause, Send, Step
from devices.id_reader.text_block import NEW_ADDRESS_LENGTH, decode_new_address, decode_text_block
from kiosk.identity import IdentityCard
from kiosk.values import replace
from tests.devices.vector_runs.sam import REQUESTS, reply_of
from tests.devices.vector_runs.text_blocks import compare
from tests.devices.vector_runs.vector import Malformed, Vector

BY_RULE = {"select_ok": build(b"\0\0\x90" + bytes(8))}
"""Replies that a session may name without a vector of their own."""
READING = {
    request(command)
    for command in (Command.FIND, Command.SELECT, Command.READ, Command.READ_NEW_ADDRESS)
}


def read_reply(vector: Vector) -> None:
    frame = vector.data("hex")
    vector.same("total_bytes", len(frame))
    reply = reply_of(frame)
    vector.equal("status", Sw3.OK.name, reply.sw3.name)
    if len(reply.data) == NEW_ADDRESS_LENGTH:
        vector.same("decoded", decode_new_address(reply.data))
        return
    blocks = split_blocks(reply.data, 2) or split_blocks(reply.data, 3)
    if blocks is None:
        raise Malformed("hex: the declared lengths do not add up")
    text, photo, *fingerprint = (bytes(block) for block in blocks)
    vector.same("fingerprint_len", len(b"".join(fingerprint)))
    if "offsets" in vector:
        _offsets(vector.child("offsets"), frame, text, photo, *fingerprint)
    _text(vector, text)


def _text(vector: Vector, text: bytes) -> None:
    if "text_block" in vector:
        named = vector.book.hex_of(vector.text("text_block"), "id_text_blocks")
        vector.equal("text_block", named, text)
    card = decode_text_block(text)
    if not isinstance(card, IdentityCard):
        vector.fail(f"text refused: {card.name}")
    elif "decoded" in vector:
        compare(vector.child("decoded"), card)


def _offsets(stated: Vector, frame: bytes, *blocks: bytes) -> None:
    """Where each part begins, counted from the first byte of the preamble."""
    lengths = [len(block).to_bytes(2, "big") for block in blocks]
    parts = dict(zip(("text_len", "photo_len", "fp_len"), lengths, strict=False))
    parts |= dict(zip(("text", "photo", "fingerprint"), blocks, strict=False))
    parts |= {"sw": b"\0\0\x90", "chk": build(frame[7:-1])[-1:]}
    for name, part in parts.items():
        if name in stated:
            at = int(stated.take(name))
            stated.equal(name, part, frame[at : at + len(part)])


def session(vector: Vector) -> None:
    """The production reading must ask just what the session says, and read what it answers."""
    play = _Play(vector)
    for number, (asked, answered) in enumerate(vector.take("steps"), 1):
        question = _request(vector, asked)
        answer = _reply(vector, answered)
        if question in READING:
            play.step(f"step {number} {asked}", question, answer)
        else:
            play.aside(f"step {number} {asked}", answer)
    vector.equal("cards read", play.due_cards, play.cards)


class _Play:
    """A reading that is asked by the steps of a session; a new one where the former is over."""

    def __init__(self, vector: Vector) -> None:
        asked = [pair[0] for pair in vector.take("steps")]
        self._address = any(name.startswith("read_new_address") for name in asked)
        self._vector = vector
        self._reading: Reading | None = None
        self._due: bytes | None = None
        self.cards: list[IdentityCard] = []
        self.due_cards: list[IdentityCard] = []

    def aside(self, where: str, answer: bytes) -> None:
        """A request outside of a reading: its answer has a status of the table."""
        self._reading = None
        self._vector.equal(where, False, reply_of(answer).sw3 is Sw3.UNSPECIFIED)

    def step(self, where: str, question: bytes, answer: bytes) -> None:
        if self._reading is None or self._reading.over:
            self._reading = Reading(Profile(), newest_address=self._address)
            self._take(self._reading, self._reading.begin())
        self._vector.equal(where, question, self._due)
        self._note(question, answer)
        self._take(self._reading, self._reading.on_bytes(answer))

    def _take(self, reading: Reading, steps: list[Step]) -> None:
        for step in steps:
            match step:
                case Send(frame):
                    self._due = frame
                case Pause():
                    self._take(reading, reading.on_timeout())
                case CardDecoded(card):
                    self.cards.append(card)

    def _note(self, question: bytes, answer: bytes) -> None:
        """The card that this answer holds, or the newest address of the one before."""
        reply = reply_of(answer)
        if reply.sw3 is not Sw3.OK:
            return
        if question == request(Command.READ):
            blocks = split_blocks(reply.data, 2)
            card = decode_text_block(blocks[0]) if blocks else None
            if isinstance(card, IdentityCard):
                self.due_cards.append(card)
        elif question == request(Command.READ_NEW_ADDRESS) and self.due_cards:
            address = str(decode_new_address(reply.data))
            self.due_cards[-1] = replace(self.due_cards[-1], newest_address=address)


def _request(vector: Vector, name: str) -> bytes:
    frame = vector.book.hex_of(_bare(name), "sam_requests") or REQUESTS.get(_bare(name))
    if frame is None:
        raise Malformed(f"no request is named {name!r}")
    return frame


def _reply(vector: Vector, name: str) -> bytes:
    sections = ("sam_replies", "sam_read_replies", "sam_id_reply")
    frame = vector.book.hex_of(_bare(name), *sections) or BY_RULE.get(_bare(name))
    if frame is None:
        raise Malformed(f"no reply is named {name!r}")
    return frame


def _bare(name: str) -> str:
    """Without a remark in brackets."""
    return name.partition(" (")[0].strip()
