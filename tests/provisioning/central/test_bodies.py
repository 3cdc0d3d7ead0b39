"""Bodies of requests: packed, too large, of another type."""

import gzip
import json
import tracemalloc
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.provisioning.central.platform import ONE, Platform
from tests.provisioning.central.samples import auth, record


def packed(platform: Platform, body: bytes, encoding: str = "gzip") -> requests.Response:
    headers = {"Content-Type": "application/json", "Content-Encoding": encoding}
    headers |= platform.headers(ONE)
    return requests.post(f"{platform.url}/api/v1/records", body, headers=headers, timeout=20)


def batch_of(*records: Any, **more: Any) -> bytes:
    content = {"terminal_id": ONE, "epoch": "e1", "records": records} | more
    return json.dumps(content).encode()


def test_packed_body_is_as_good_as_a_plain_one(shared: Platform) -> None:
    one = record("auth", auth())
    answer = packed(shared, gzip.compress(batch_of(one)))
    assert [each["status"] for each in answer.json()["results"]] == ["applied"]
    assert shared.statuses(ONE, [one]) == ["already"]
    assert packed(shared, batch_of(one), "identity").status_code == 200


def test_packed_bomb_is_413_and_broken_packing_400(shared: Platform) -> None:
    bomb = gzip.compress(b" " * 100_000_000)
    assert len(bomb) < 1_000_000, "the packed size would not give it away"
    whole = gzip.compress(batch_of(pad="x" * 1_000_000))
    assert packed(shared, whole).status_code == 200, "large, and still allowed"
    looks = {
        (413, "too_large"): [bomb, gzip.compress(batch_of(pad="x" * 1_048_576))],
        (400, "malformed"): [whole[:-1], whole + b"x", whole + whole, b"", batch_of()],
    }
    for (status, code), bodies in looks.items():
        for body in bodies:
            answer = packed(shared, body)
            assert (answer.status_code, answer.json()["error"]) == (status, code)


def test_bomb_is_never_unpacked_whole(inside: Path) -> None:
    answers = import_module("provisioning.central.answers")
    bomb = gzip.compress(b" " * 100_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(answers.Refusal):
            answers.unpacked(bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000


def test_other_encoding_or_type_is_415(shared: Platform) -> None:
    assert packed(shared, batch_of(), "br").status_code == 415
    headers = shared.headers(ONE) | {"Content-Type": "text/plain"}
    for path in ("records", "leases"):
        address = f"{shared.url}/api/v1/{path}"
        answer = requests.post(address, batch_of(), headers=headers, timeout=10)
        assert (answer.status_code, answer.json()["error"]) == (415, "media_type")
