"""What a receipt printer sends, for every model that is known, whatever is expected of it."""

from devices.receipt_printer.profiles import PROFILES
from devices.receipt_printer.protocol import Replies, StatusByte
from devices.receipt_printer.status import decode, fault_after, fault_before, fault_during
from tests.devices.fuzz.pieces import joined, pieces

MODELS = sorted(PROFILES)
_WELL, _FULL = b"\x12\x12\x12\x12", b"\x10\x0f\0\0\0\0"
SEEDS = tuple(
    bytes((model, 0xFF)) + joined(_WELL, b"\x37\x22" + b"0001\0", _FULL, b"1234cm", b"\x00")
    for model in range(len(MODELS))
)


def one_input(data: bytes) -> None:
    if len(data) < 2:
        return
    profile = PROFILES[MODELS[data[0] % len(MODELS)]]
    replies = Replies(profile)
    answers: dict[str, int] = {}
    for number, piece in enumerate(pieces(data[2:])):
        _expect(replies, (data[1] >> number % 8) & 1, number)
        heard = replies.feed(piece)
        assert len(heard) <= 4 * len(piece) + 16
        answers.update((one.name, one.value) for one in heard if isinstance(one, StatusByte))
    report = decode(answers, profile)
    for judge in (fault_before, fault_during, fault_after):
        judge(report)


def _expect(replies: Replies, bit: int, number: int) -> None:
    if number % 5 == 4:
        replies.forget()
    elif bit:
        replies.expect_status()
    elif number % 3 == 1:
        replies.expect_counter("cm")
    elif number % 3 == 2:
        replies.expect_bytes(5)
