"""The platform keeps what a terminal archived of an application, and hears when that is gone."""

from typing import Any

import pytest

from tests.provisioning.central.platform import ONE, TWO, Platform
from tests.provisioning.central.samples import application, record

MANIFEST = "-".join(["0123abcd"] * 8)
OTHER = "-".join(["ffff0000"] * 8)
AT = "2031-03-01T08:00:00+08:00"


def gone(application_id: str, manifest: str = MANIFEST, **changes: Any) -> dict[str, Any]:
    body = {
        "package_id": "0" * 32,
        "application_id": application_id,
        "manifest": manifest,
        "at": AT,
        "reason": "age",
    }
    return record("destroyed", body | changes)


def sent(shared: Platform, **changes: Any) -> str:
    """An application's id."""
    body = application(**changes)
    assert shared.statuses(ONE, [record("application", body)]) == ["applied"]
    return str(body["application_id"])


def kept(shared: Platform, application_id: str) -> list[tuple[Any, ...]]:
    query = "SELECT manifest, destroyed_at, reason FROM central_archivecopy"
    return shared.rows(f"{query} WHERE application_id = ?", application_id)


@pytest.mark.row("S088")
def test_the_digest_is_kept_with_the_application_and_so_is_its_end(shared: Platform) -> None:
    name = sent(shared, manifest=MANIFEST)
    assert kept(shared, name) == [(MANIFEST, "", "")]
    assert shared.statuses(ONE, [gone(name)]) == ["applied"]
    assert kept(shared, name) == [(MANIFEST, AT, "age")]


@pytest.mark.row("S088")
def test_another_digest_than_the_one_that_came_is_refused(shared: Platform) -> None:
    name = sent(shared, manifest=MANIFEST)
    (answer,) = shared.send(ONE, [gone(name, OTHER)])
    assert (answer["status"], answer["detail"]) == (
        "rejected",
        "manifest is not the one that came with the application",
    )
    assert kept(shared, name) == [(MANIFEST, "", "")]


def test_a_terminal_brought_back_from_a_copy_says_it_again(shared: Platform) -> None:
    name = sent(shared, manifest=MANIFEST)
    later = gone(name, at="2031-04-01T08:00:00+08:00", reason="room")
    assert shared.statuses(ONE, [gone(name), later]) == ["applied", "applied"]
    assert kept(shared, name) == [(MANIFEST, AT, "age")]


def test_an_application_from_before_there_were_packages(shared: Platform) -> None:
    name = sent(shared)
    assert kept(shared, name) == []
    assert shared.statuses(ONE, [gone(name)]) == ["applied"]
    assert kept(shared, name) == [(MANIFEST, AT, "age")]


def test_a_package_that_could_not_be_read_any_more_is_known_by_its_digest(
    shared: Platform,
) -> None:
    unique = "-".join(["5a5a1234"] * 8)
    name = sent(shared, manifest=unique)
    assert shared.statuses(ONE, [gone("", unique)]) == ["applied"]
    assert kept(shared, name) == [(unique, AT, "age")]


def test_a_package_of_another_terminal_or_of_nobody_is_refused(shared: Platform) -> None:
    name = sent(shared, manifest=MANIFEST)
    assert shared.statuses(TWO, [gone(name)]) == ["rejected"]
    assert shared.statuses(ONE, [gone("nobody")]) == ["rejected"]
    assert shared.statuses(ONE, [gone("", OTHER)]) == ["rejected"]


@pytest.mark.parametrize(
    "change", [{"manifest": "0" * 64}, {"reason": "because"}, {"at": "x"}, {"manifest": ""}]
)
def test_a_malformed_end_is_refused(change: dict[str, str], shared: Platform) -> None:
    name = sent(shared, manifest=MANIFEST)
    assert shared.statuses(ONE, [gone(name, **change)]) == ["rejected"]
