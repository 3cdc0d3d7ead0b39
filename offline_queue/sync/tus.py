"""Resumable upload, tus 1.0 core with creation, as values: headers out, what a reply proves. Pure.

tuspy does the same over connections of its own, without a time limit, following redirects and
proxies of the environment, a whole chunk to each; so the requests here go over the line's.
"""

import base64
import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

from kiosk.faults import Fault
from offline_queue.sync.answers import TOO_LARGE, WAIT, Answer, Reply, json_object, plain_answer

FILES = "/api/v1/files"
VERSION = {"Tus-Resumable": "1.0.0"}
_NAME = re.compile(r"[0-9A-Za-z._~-]{1,200}\Z")
_DIGITS = re.compile(r"[0-9]{1,15}\Z")


def creation_headers(length: int, metadata: Mapping[str, str]) -> dict[str, str]:
    """`metadata`: ASCII names, any texts."""
    pairs = (f"{k} {base64.b64encode(v.encode()).decode('ascii')}" for k, v in metadata.items())
    return {
        **VERSION,
        "Upload-Length": str(length),
        "Upload-Metadata": ",".join(pairs),
        "Content-Length": "0",
    }


def chunk_headers(offset: int) -> dict[str, str]:
    return {
        **VERSION,
        "Upload-Offset": str(offset),
        "Content-Type": "application/offset+octet-stream",
    }


def read_reply(reply: Reply, now: datetime) -> Answer:
    """Without a fault it is a word about this upload, good or bad: `status` says which. Its payload
    has `offset` and `length` where they were told, and `address` of what was created."""
    if reply.status >= 500 or reply.status in WAIT:
        return plain_answer(reply, now)
    if reply.status == TOO_LARGE:  # a proxy in front of the platform says so in HTML
        return Answer(None, f"status {reply.status}", status=reply.status)
    if not _ours(reply) or reply.status < 200 or 300 <= reply.status < 400:
        return _not_ours(reply)
    if reply.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return Answer(Fault.PLATFORM_REFUSED, f"status {reply.status}", status=reply.status)
    payload = {
        name: int(text)
        for name, text in (
            ("offset", reply.headers.get("Upload-Offset", "")),
            ("length", reply.headers.get("Upload-Length", "")),
        )
        if _DIGITS.match(text)
    }
    if reply.status != HTTPStatus.CREATED:
        return Answer(None, f"status {reply.status}", payload, status=reply.status)
    address = address_of(reply.headers.get("Location", ""))
    if not address:
        return _not_ours(reply)
    return Answer(None, "", {**payload, "address": address}, status=reply.status)


def address_of(location: str) -> str:
    """Below FILES of the same platform, whatever else it names: the token goes nowhere else. ""
    where it is none."""
    path = location.partition("?")[0].partition("#")[0]
    folder, _, name = path.rpartition("/")
    fits = folder.endswith(FILES) and _NAME.match(name) and name not in (".", "..")
    return f"{FILES}/{name}" if fits else ""


def _ours(reply: Reply) -> bool:
    """A page of somebody else has neither."""
    return reply.headers.get("Tus-Resumable") == "1.0.0" or json_object(reply) is not None


def _not_ours(reply: Reply) -> Answer:
    detail = f"status {reply.status}, not the platform's answer"
    return Answer(Fault.PLATFORM_NOT_OURS, detail, status=reply.status)
