"""Records as terminals send them, of synthetic persons."""

import base64
import itertools
import json
import os
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.identity import mask_name
from provisioning.central.exchange.sealed import derive_key
from provisioning.central.keys import keyed_hash
from tests.provisioning.central.platform import ONE

JIA = ("测试甲", "440524188001010014")
YI = ("测试乙", "11010519491231002X")
_DAYS = itertools.count()


def own_day() -> str:
    """A business date that no other test of this process uses."""
    return (date(2031, 1, 1) + timedelta(days=next(_DAYS))).isoformat()


def own_epoch() -> str:
    """An epoch that no other test uses."""
    return uuid.uuid4().hex[:12]


def record(kind: str, body: dict[str, Any], **changes: Any) -> dict[str, Any]:
    key = str(uuid.uuid4())
    created = "2031-01-01T08:00:00+08:00"
    whole = {"key": key, "seq": 1, "kind": kind, "created_at": created, "body": body}
    return whole | changes


def ticket(seq: int, day: str, terminal: str = ONE, **changes: Any) -> dict[str, Any]:
    """The body of an anonymous ticket of group A taken at 08:00:00 on that day."""
    body = {
        "ticket_id": str(uuid.uuid4()),
        "request_id": str(uuid.uuid4()),
        "ticket_no": f"{changes.get('group_id', 'A')}{seq:03d}",
        "group_id": "A",
        "seq": seq,
        "business_date": day,
        "taken_at": f"{day}T08:00:00+08:00",
        "channel": "kiosk",
        "terminal_id": terminal,
        "session_id": str(uuid.uuid4()),
        "holder_hash": "",
        "holder_mask": "",
        "priority": "normal",
        "means": "NONE",
        "assurance": "AL0",
        "identity": "none",
        "sealed": "",
        "paper": True,
    }
    return body | changes


def held_ticket(
    data: Path, person: tuple[str, str], seq: int, day: str, terminal: str = ONE, **changes: Any
) -> dict[str, Any]:
    """The body of a ticket of a person whose card was read at a terminal that was cut off."""
    name, id_no = person
    folder = data / "terminals" / terminal
    body = ticket(seq, day, terminal, channel="offline", means="IDCARD", assurance="AL2")
    body |= {
        "identity": "verified_offline",
        "holder_mask": mask_name(name),
        "holder_hash": keyed_hash(bytes.fromhex((folder / "hall.key").read_text()), id_no),
        "sealed": seal(folder / "platform.pub", name, id_no, body["request_id"]),
    }
    return body | changes


def seal(public_file: Path, name: str, id_no: str, request_id: str) -> str:
    ephemeral, nonce = X25519PrivateKey.generate(), os.urandom(12)
    public = X25519PublicKey.from_public_bytes(bytes.fromhex(public_file.read_text()))
    text = json.dumps({"name": name, "id_no": id_no, "kind": "resident"}).encode()
    key = derive_key(ephemeral.exchange(public))
    closed = AESGCM(key).encrypt(nonce, text, request_id.encode())
    head = b"\x01" + ephemeral.public_key().public_bytes_raw() + nonce
    return base64.b64encode(head + closed).decode()


def others(session: str, ticket_id: str) -> list[dict[str, Any]]:
    """One record of every other kind."""
    at = "2031-01-01T08:00:01+08:00"
    return [
        record("auth", {"session_id": session, "means": "IDCARD", "assurance": "AL2", "at": at}),
        record(
            "print",
            {
                "job_id": str(uuid.uuid4()),
                "ticket_id": ticket_id,
                "copy_no": 0,
                "state": "printed",
                "fault": "",
                "at": at,
            },
        ),
        record(
            "evaluation",
            {
                "row_guid": str(uuid.uuid4()),
                "session_id": session,
                "ticket_id": ticket_id,
                "satisfaction": 5,
                "pf": "5",
                "assess_time": at,
            },
        ),
        record("help", {"session_id": session, "screen": "idle", "fault": "RP-0101", "at": at}),
    ]


def auth(**changes: str) -> dict[str, str]:
    at = "2031-01-01T08:00:00+08:00"
    return {"session_id": "s", "means": "NONE", "assurance": "AL0", "at": at} | changes


def application(*materials: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The body of an application; its form is nothing, sealed."""
    body = {
        "application_id": str(uuid.uuid4()),
        "item_code": "992000102000",
        "channel": "kiosk",
        "at": "2031-01-01T08:00:00+08:00",
        "materials": list(materials),
        "form": base64.b64encode(os.urandom(60)).decode(),
    }
    return body | changes


def material(attachment_id: str, sha256: str, **changes: Any) -> dict[str, Any]:
    described = {
        "attachment_id": attachment_id,
        "name": "户口簿首页",
        "sha256": sha256,
        "sm3": "",
        "source": "scan",
        "taken_at": "2031-01-01T08:00:00+08:00",
        "device": "scanner",
        "trust": "C",
    }
    return described | changes
