"""What the ID card reader says in a frame: status, blocks, SAM number."""

from devices.id_reader.replies import Sw3, as_reply, decode_sam_id, split_blocks

SEEDS = (b"\0\0\x90", b"\0\x02\0\x01ab!", b"\0\x01\0\x01\0\x02abcd", bytes(16))


def one_input(data: bytes) -> None:
    assert as_reply(bytearray(data)).sw3 in Sw3
    decode_sam_id(data)
    for count in (2, 3):
        blocks = split_blocks(bytearray(data), count)
        assert blocks is None or b"".join(blocks) == data[2 * count :]
