"""Sections of the ID card reader's frames: requests, replies, SAM id, broken streams."""

from devices.id_reader.frames import MIN_REQUEST, Command, FrameParser, build, request
from devices.id_reader.replies import Reply, Sw3, as_reply, decode_sam_id
from tests.devices.vector_runs.vector import Malformed, Vector

REQUESTS = {
    "reset_sam": request(Command.RESET_SAM),
    "sam_status": request(Command.SAM_STATUS),
    "sam_id": request(Command.SAM_ID),
    "find_card": request(Command.FIND),
    "select_card": request(Command.SELECT),
    "read_base": request(Command.READ),
    "read_new_address": request(Command.READ_NEW_ADDRESS),
    "read_base_and_fingerprint": request(Command.READ_WITH_FINGERPRINT),
    **{
        f"set_baud_{command.name.removeprefix('BAUD_')}": request(command)
        for command in Command
        if command.name.startswith("BAUD_")
    },
    **{
        f"set_max_rf_bytes_0x{n:02X}": request(Command.MAX_RF_BYTES, bytes([n])) for n in range(256)
    },
}


def only_body(frame: bytes, minimum: int | None = None) -> bytearray:
    """The body of the one frame that these bytes are. Raises Malformed."""
    parser = FrameParser() if minimum is None else FrameParser(minimum)
    bodies = parser.feed(frame)
    if len(bodies) != 1 or build(bytes(bodies[0])) != frame:
        raise Malformed(f"{frame[:12].hex().upper()}...: not just one good frame")
    return bodies[0]


def reply_of(frame: bytes) -> Reply:
    return as_reply(only_body(frame))


def a_request(vector: Vector) -> None:
    frame = vector.data("hex")
    body = bytes(only_body(frame, MIN_REQUEST))
    if body[:2] not in [command.value for command in Command]:
        vector.fail(f"hex: no command {body[:2].hex().upper()}")
        return
    built = REQUESTS.get(vector.name, request(Command(body[:2]), body[2:]))
    vector.equal("hex", frame, built)


def a_reply(vector: Vector) -> None:
    body = only_body(vector.data("hex"))
    raw = body[2]
    reply = as_reply(body)
    vector.same("data_hex", reply.data.hex().upper())
    if "sw3" not in vector:
        vector.fail("sw3 is missing")
        return
    stated = vector.data("sw3")
    vector.equal("sw3", stated, bytes([raw]))
    vector.equal("sw3 as read", Sw3(stated[0]).name, reply.sw3.name)


def sam_id(vector: Vector) -> None:
    frame = vector.data("hex")
    reply = reply_of(frame)
    vector.equal("status", Sw3.OK.name, reply.sw3.name)
    vector.same("data_hex", reply.data.hex().upper())
    vector.same("len_field", build(b"\0\0\x90" + reply.data)[5:7].hex().upper())
    vector.take("decoded")
    vector.same("decoded", decode_sam_id(reply.data))


def stream(vector: Vector) -> None:
    """Fed as it is cut in the file, and once more byte by byte."""
    if "chunks" in vector:
        chunks = [bytes.fromhex(chunk) for chunk in vector.take("chunks")]
    else:
        chunks = [vector.data("stream")]
    told = "expect_frames" in vector
    stated = [frame.upper() for frame in vector.take("expect_frames")] if told else []
    parser = FrameParser()
    _frames_are(vector, stated, parser, chunks)
    _frames_are(vector, stated, FrameParser(), [bytes([b]) for chunk in chunks for b in chunk])
    if "expect" in vector:
        _expected(vector, parser, told)
    elif not told:
        vector.fail("nothing is expected of it")


def _frames_are(
    vector: Vector, stated: list[str], parser: FrameParser, chunks: list[bytes]
) -> None:
    bodies = [bytes(body) for chunk in chunks for body in parser.feed(chunk)]
    got = [build(body).hex().upper() for body in bodies]
    vector.equal("frames", stated, got)


def _expected(vector: Vector, parser: FrameParser, told: bool) -> None:
    """What the words say: `reject`: a frame was refused; `timeout`: nothing was, the rest is
    waited for. Which frames there are, also that there is none, was compared before."""
    words = vector.text("expect").lower()
    if "reject" in words:
        vector.equal("a frame was rejected", True, parser.rejected > 0)
    elif "timeout" in words or "time-out" in words:
        vector.equal("rejected frames", 0, parser.rejected)
    elif not told and "no frame" not in words:
        vector.fail(f"expect: not understood: {words!r}")
