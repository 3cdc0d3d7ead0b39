"""Sections of the receipt printer: status answers of every kind, and commands."""

from devices.receipt_printer.command_words import Command, build, read
from devices.receipt_printer.profile import ASK_FULL, FULL_STATUS, Profile, StatusBits
from devices.receipt_printer.profiles import PROFILES
from devices.receipt_printer.protocol import Replies, StatusByte
from devices.receipt_printer.status import Report, decode
from devices.receipt_printer.status_words import Said, paper_word, read_answer
from kiosk.device import Cover, PaperSupply
from kiosk.values import replace
from tests.devices.vector_runs.vector import Malformed, Vector

GENERIC = PROFILES["generic-80mm-gb18030"]
CUSTOM = PROFILES["custom-vkp80"]
MODEL_WORDS = {
    "citizen": "citizen-ppu700",
    "ppu": "citizen-ppu700",
    "snbc": "snbc-bt-t080",
    "bt_t080": "snbc-bt-t080",
    "custom": "custom-vkp80",
    "vkp80": "custom-vkp80",
}
"""Words of a vector's name -> the model whose masks hold. A model without a row has the generic."""
UNASKED = "(unsolicited)"
OTHER_WORDS = {
    "paper_end": "end",
    "paper_out": "end",
    "no_paper": "end",
    "paper_near_end": "near_end",
    "near_paper_end": "near_end",
    "paper_low": "near_end",
    "jam": "paper_jam",
    "cutter": "cutter_error",
    "auto_cutter_error": "cutter_error",
    "unrecoverable": "unrecoverable_error",
    "recoverable_error": "auto_recoverable_error",
    "auto_recoverable": "auto_recoverable_error",
    "mechanical": "mechanical_error",
    "feed_button": "feed_key",
    "feed_key_pressed": "feed_key",
    "lf_key": "feed_key",
    "ff_key": "form_feed_key",
    "waiting_recovery": "waiting_for_recovery",
    "head_lifted": "head_up",
    "head_temperature": "head_temperature_error",
    "supply_voltage": "supply_voltage_error",
    "voltage_error": "supply_voltage_error",
    "rs232": "rs232_error",
    "drag_motor": "drag_motor_on",
    "motor_on": "drag_motor_on",
    "ticket_presented": "ticket_in_output",
    "ticket_at_output": "ticket_in_output",
    "ticket_in_presenter": "ticket_in_output",
    "notch_search_error": "mark_search_error",
    "notch_not_over_sensor": "mark_not_over_sensor",
    "command_not_ack": "command_not_acknowledged",
    "emitter_error": "presenter_error",
    "paper_not_torn": "paper_not_torn_away",
}
"""Names that another file may use for the same condition."""
NAMED = {
    "init": [Command("init")],
    "chinese_on": [Command("chinese_on")],
    "chinese_off": [Command("chinese_off")],
    "cut_full": [Command("cut_full")],
    "cut_partial": [Command("cut_partial")],
    "custom_total_cut": [Command("total_cut")],
    "custom_eject": [Command("eject")],
    "custom_retract": [Command("retract")],
    "custom_present_12_steps": [Command("present", b"\x0c")],
    "custom_present_timeout_30s": [Command("present_with_timeout", b"\x0c\x1e")],
    "vkp80iii_present_retract": [Command("present_and_cut", b"\x02\0R\0")],
    "vkp80iii_auto_full_status_all": [Command("auto_full_status", b"\x0f")],
}


def status(vector: Vector) -> None:
    profile, answer = _model(vector), vector.data("reply")
    asked = _asked(vector, profile)
    said = read_answer(asked, answer, profile)
    if said is None:
        raise Malformed("reply: no answer to this request")
    report = _report(asked, answer, profile)
    if report is not None:
        _agree(vector, said, report)
    stated = vector.child("decoded")
    for field in stated:
        stated.same(field, _said(field, said, report))


def _asked(vector: Vector, profile: Profile) -> bytes:
    """The request. What comes unasked from a model with a full status is a part of that."""
    if vector.text("request") != UNASKED:
        return vector.data("request")
    return b"\x1d\xe0\x0f" if ASK_FULL in profile.ask else b""


def _model(vector: Vector) -> Profile:
    for word, name in MODEL_WORDS.items():
        if word in vector.name.lower():
            return PROFILES[name]
    return GENERIC


def _said(field: str, said: Said, report: Report | None) -> object:
    """None where nothing here says it: that equals no statement."""
    if field == "paper":
        return paper_word(said)
    if field == "online":
        return not said["offline"] if "offline" in said else None
    if field == "paper_present":
        return not said["end"] if "end" in said else None
    if field == "ready":
        return None if report is None else report.can_print
    return said.get(OTHER_WORDS.get(field, field))


def _report(asked: bytes, answer: bytes, profile: Profile) -> Report | None:
    """What a job would see of this answer alone; None for what the driver never asks."""
    if asked[:2] != b"\x10\x04" or len(asked) != 3:
        return None
    number = asked[2]
    names = FULL_STATUS if number == ASK_FULL else (str(number),)
    base = CUSTOM if number == ASK_FULL else profile
    bits = {
        condition: tuple(pair for pair in getattr(base.bits, condition) if pair[0] in names)
        for condition in StatusBits.__struct_fields__
    }
    plain = answer[0] & 0x12 == 0x12 or number == ASK_FULL
    alone = replace(base, ask=(number,), bits=StatusBits(**bits), fixed_bits=plain)
    replies = Replies(alone)
    replies.expect_status()
    heard = replies.feed(answer)
    values = {one.name: one.value for one in heard if isinstance(one, StatusByte)}
    if len(values) != len(heard) or set(values) != set(names):
        raise Malformed(f"reply: heard as {heard}")
    return decode(values, alone)


def _agree(vector: Vector, said: Said, report: Report) -> None:
    """The words and what a job sees must not differ."""
    pairs = {
        "cover_open": report.status.cover is Cover.OPEN,
        "paper_jam": report.jam,
        "ticket_in_output": report.ticket,
    }
    for word, seen in pairs.items():
        if word in said:
            vector.equal(f"{word} as a job sees it", said[word], seen)
    if said.get("end") and not report.jam:
        vector.equal("end as a job sees it", PaperSupply.OUT, report.status.paper)


def command(vector: Vector) -> None:
    data = vector.data("hex")
    commands = read(data)
    if commands is None:
        vector.fail("hex: a byte of no command, or a command cut short")
        return
    vector.equal("hex", data, b"".join(map(build, commands)))
    if vector.name in NAMED:
        vector.equal("commands", NAMED[vector.name], commands)
    for one in commands:
        _content(vector, one)


def _content(vector: Vector, one: Command) -> None:
    """Text must be the printer's own Chinese, a QR payload UTF-8 under the model's byte m."""
    if one.name == "text":
        vector.equal("text", one.parameters, one.text.encode("gb18030"))
    elif one.name in ("qr_store", "qr_print"):
        m = CUSTOM.qr_m if "vkp80" in vector.name.lower() else GENERIC.qr_m
        vector.equal(f"{one.name} m", bytes([m]), one.parameters[:1])
        one.parameters[1:].decode("utf-8")
