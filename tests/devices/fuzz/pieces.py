"""One input as what a wire brings: pieces, each announced by two bytes of length."""

LONGEST = 0x0FFF


def pieces(data: bytes) -> list[bytes]:
    """What is announced longer than it is ends with the input."""
    found = []
    at = 0
    while at < len(data):
        start = at + 2
        at = start + (int.from_bytes(data[at:start], "big") & LONGEST)
        found.append(data[start:at])
    return found


def joined(*parts: bytes) -> bytes:
    """The input whose pieces are these."""
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts)
