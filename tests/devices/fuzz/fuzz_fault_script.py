"""Fault scripts: rules that a message can carry, or a reason why not."""

from devices.sims.script import BadScript, parse_script
from kiosk.link import decode, encode
from kiosk.messages.sims import Inject

SEEDS = (
    b"# why\na4_printer: at page 2 jam\nid_reader: always late 40 ms\n",
    b"receipt_printer: after 300 bytes unplug\nlamps: after 5 ms silent # dark\n",
    b"ssc_reader: now sw 27266\nscanner: at reply 3 flip_bit 17",
)


def one_input(data: bytes) -> None:
    try:
        rules = parse_script(data.decode("utf-8", "replace"))
    except BadScript as bad:
        assert str(bad).startswith("line ")
        return
    message = Inject(rules)
    assert decode(encode(message, 1))[1] == message
