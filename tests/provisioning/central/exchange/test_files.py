"""Attachments by tus 1.0: cut off, they go on; what is wrong never becomes an attachment."""

import random
from pathlib import Path

import pytest
import requests

from tests.provisioning.central.exchange.tus import Tus, metadata
from tests.provisioning.central.platform import TWO, Platform


def stored(platform: Platform, file: Tus) -> Path:
    return platform.data / "files" / file.address.rpartition("/")[2]


@pytest.mark.row("S128")
def test_file_goes_on_where_it_was_cut_off(shared: Platform) -> None:
    file = Tus(shared, random.Random(1).randbytes(700_000))
    assert file.announce().status_code == 201
    assert file.offset() == 0
    for start, end in ((0, 300_000), (300_000, 300_001), (300_001, 700_000)):
        answer = file.send(start, end)
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["Upload-Offset"] == str(end) == str(file.offset())
        assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert stored(shared, file).read_bytes() == file.content
    assert stored(shared, file).stat().st_mode & 0o777 == 0o600
    query = "SELECT state, sha256, length(sm3) FROM central_upload WHERE attachment_id = ?"
    assert shared.rows(query, file.attachment_id) == [("complete", file.sha256, 64)]


def test_head_tells_what_was_announced(shared: Platform) -> None:
    file = Tus(shared, b"abc")
    file.announce()
    answer = file.head()
    assert answer.headers["Upload-Length"] == "3" and answer.headers["Upload-Offset"] == "0"
    assert answer.headers["Upload-Metadata"] == metadata(
        attachment_id=file.attachment_id, sha256=file.sha256
    )
    assert answer.headers["Cache-Control"] == "no-store" and answer.headers["Upload-Expires"]
    file.send(0, 3)
    assert "Upload-Expires" not in file.head().headers, "a complete one does not go"


def test_wrong_offset_is_409_with_the_right_one_and_writes_nothing(shared: Platform) -> None:
    file = Tus(shared, b"0123456789")
    file.announce()
    file.send(0, 4)
    for start in (0, 3, 5, 10):
        answer = file.send(start, 10)
        assert (answer.status_code, answer.json()["error"]) == (409, "offset")
        assert answer.headers["Upload-Offset"] == "4"
    assert stored(shared, file).read_bytes() == b"0123"
    assert file.send(4, 10).status_code == 204


def test_announcing_again_after_a_lost_reply_is_the_same_file(shared: Platform) -> None:
    file = Tus(shared, b"0123456789")
    file.announce()
    address = file.address
    file.send(0, 4)
    assert (file.announce().status_code, file.address) == (201, address)
    assert file.offset() == 4
    file.send(4, 10)
    assert (file.announce().status_code, file.address) == (201, address)
    other = Tus(shared, b"9876543210", attachment_id=file.attachment_id)
    assert (other.announce().status_code, other.announce().json()["error"]) == (409, "differs")


def test_bytes_with_another_hash_are_refused_and_gone(shared: Platform) -> None:
    file = Tus(shared, b"0123456789", sha256="0" * 64)
    file.announce()
    assert file.send(0, 5).status_code == 204
    answer = file.send(5, 10)
    assert (answer.status_code, answer.json()["error"]) == (422, "hash")
    assert not stored(shared, file).exists()
    assert file.head().status_code == file.send(5, 10).status_code == 410
    again = Tus(shared, file.content, attachment_id=file.attachment_id)
    assert again.upload() and again.address != file.address


def test_empty_file_is_complete_at_once(shared: Platform) -> None:
    file = Tus(shared, b"")
    assert file.announce().status_code == 201
    query = "SELECT state FROM central_upload WHERE attachment_id = ?"
    assert shared.rows(query, file.attachment_id) == [("complete",)]
    assert Tus(shared, b"", sha256="0" * 64).announce().status_code == 422


def test_file_belongs_to_its_terminal(shared: Platform) -> None:
    file = Tus(shared, b"abc")
    file.announce()
    foreign = Tus(shared, b"abc", terminal=TWO, address=file.address)
    assert foreign.head().status_code == foreign.send(0, 3).status_code == 404
    assert file.offset() == 0
    twin = Tus(shared, b"abc", terminal=TWO, attachment_id=file.attachment_id)
    assert twin.announce().status_code == 201 and twin.address != file.address
    nobody = requests.head(
        shared.url + file.address, headers={"Tus-Resumable": "1.0.0"}, timeout=10
    )
    assert (nobody.status_code, nobody.content) == (401, b"")


def test_other_version_is_412(shared: Platform) -> None:
    file = Tus(shared, b"abc")
    file.announce()
    for answer in (
        file.announce(Tus_Resumable="0.2.2"),
        file.head(Tus_Resumable="2.0.0"),
        file.send(0, 3, Tus_Resumable="1"),
    ):
        assert answer.status_code == 412
        assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
    assert file.offset() == 0


def test_options_tell_what_is_spoken(shared: Platform) -> None:
    for path in ("", "/" + "0" * 32):
        answer = requests.options(f"{shared.url}/api/v1/files{path}", timeout=10)
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["Tus-Version"] == "1.0.0"
        assert answer.headers["Tus-Extension"] == "creation,expiration"
        assert answer.headers["Tus-Max-Size"] == "67108864"
        wrong = requests.put(f"{shared.url}/api/v1/files{path}", timeout=10)
        assert wrong.status_code == 405 and "OPTIONS" in wrong.headers["Allow"]


def test_method_may_come_in_a_header(shared: Platform) -> None:
    """For proxies that know no PATCH."""
    file = Tus(shared, b"abc")
    file.announce()
    kind = {"Content_Type": "application/offset+octet-stream", "Upload_Offset": "0"}
    answer = requests.post(
        shared.url + file.address,
        data=b"abc",
        headers=file.headers(X_HTTP_Method_Override="PATCH", **kind),
        timeout=10,
    )
    assert answer.status_code == 204 and file.offset() == 3


WRONG: dict[str, dict[str, str]] = {
    "no length": {"Upload_Length": ""},
    "length that is none": {"Upload_Length": "-1"},
    "length in letters": {"Upload_Length": "1e3"},
    "no metadata": {"Upload_Metadata": ""},
    "no hash": {"Upload_Metadata": metadata(attachment_id="a")},
    "hash that is none": {"Upload_Metadata": metadata(attachment_id="a", sha256="0" * 63)},
    "id that is none": {"Upload_Metadata": metadata(attachment_id="a b", sha256="0" * 64)},
    "values that are no base64": {"Upload_Metadata": "attachment_id ??,sha256 ??"},
    "one name twice": {
        "Upload_Metadata": metadata(attachment_id="a", sha256="0" * 64)
        + ","
        + metadata(attachment_id="b")
    },
    "endless metadata": {
        "Upload_Metadata": metadata(attachment_id="a", sha256="0" * 64, record="x" * 1000)
    },
    "name of a file": {
        "Upload_Metadata": metadata(attachment_id="a", sha256="0" * 64, filename="测试甲.jpg")
    },
}


@pytest.mark.parametrize("headers", WRONG.values(), ids=WRONG.keys())
def test_announcement_that_says_too_little_is_400(
    shared: Platform, headers: dict[str, str]
) -> None:
    answer = Tus(shared, b"abc").announce(**headers)
    assert (answer.status_code, answer.json()["error"]) == (400, "malformed")


def test_chunk_that_is_wrong_is_refused_before_it_is_written(shared: Platform) -> None:
    file = Tus(shared, b"0123456789")
    file.announce()
    assert file.send(0, 10, Content_Type="application/octet-stream").status_code == 415
    assert file.send(0, 10, Upload_Offset="x").status_code == 400
    file.content += b"and more than was announced"
    assert file.send(0, len(file.content)).status_code == 413
    assert file.offset() == 0 and not stored(shared, file).exists()


def test_chunk_or_file_that_is_too_long_is_413(shared: Platform) -> None:
    file = Tus(shared, b"x" * (4 * 1024 * 1024 + 1))
    file.announce()
    answer = file.send(0, len(file.content))
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")
    assert Tus(shared, b"").announce(Upload_Length="67108865").status_code == 413
