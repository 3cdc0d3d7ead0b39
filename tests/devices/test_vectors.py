"""The runner of vector files: it passes what is right, and passes over nothing that is wrong."""

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.devices.vectors import SECTIONS, Result, main, run

REPOSITORY = Path(__file__).parents[2]
FILE = REPOSITORY / "tests" / "vectors" / "devices.json"
ALL: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))

NOT_STATED = {"name", "origin", "note", "notes", "meaning", "layout"}
"""Remarks, and the vector's own name."""
GIVEN = {"stream", "chunks", "cmd", "reply", "request", "records", "text_hex", "atr", "value"}
"""What is decoded. A changed bit of it often changes nothing that is stated."""
Path_ = tuple[str | int, ...]


def leaves(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Where every single statement of a vector stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_STATED and (key not in GIVEN or "then" in path):
                yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from leaves(inner, (*path, at))
    else:
        yield path


def stated() -> Iterator[Any]:
    for section in SECTIONS:
        content = ALL[section]
        vectors = content if isinstance(content, list) else [content]
        for at, vector in enumerate(vectors):
            for path in leaves(vector):
                free = section == "escpos_commands" and vector["name"] in FREE_TEXT
                if not free and path[-2:] != ("then", "reply"):
                    name = "/".join(map(str, (section, at, *path)))
                    yield pytest.param(section, at, path, id=name)


FREE_TEXT = (
    "chinese_line_gb18030",
    "manual_example_chinese",
    "qr_utf8_payload",
    "qr_vkp80iii_store_AB",
)
"""Another character is as good a text."""


def other(value: Any) -> Any:
    """The same kind of thing, and wrong."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value is None:
        return "1"
    if value and all(c in "0123456789ABCDEFabcdef" for c in value):
        return value[:-1] + ("0" if value[-1] != "0" else "1")
    if value.startswith(("reject", "timeout")):
        return "timeout" if value.startswith("reject") else "reject"
    return "?" + value


def with_one_changed(section: str, at: int, path: Path_) -> Any:
    sections = copy.deepcopy(ALL)
    content = sections[section]
    inner = content[at] if isinstance(content, list) else content
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = other(inner[path[-1]])
    return (
        {section: content}
        | {
            name: sections[name]
            for name in ("id_text_blocks", "sam_requests", "sam_replies", "sam_read_replies")
            if name != section
        }
        | {"sam_id_reply": sections["sam_id_reply"]}
    )


def failed(sections: Any) -> list[Result]:
    return [result for result in run(sections) if result.reasons]


def test_every_vector_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(FILE)]) == 0
    count = sum(len(v) if isinstance(v, list) else 1 for k, v in ALL.items() if k != "_meta")
    assert capsys.readouterr().out == f"{count} passed, 0 failed\n"
    assert SECTIONS.keys() == ALL.keys() - {"_meta"}


@pytest.mark.parametrize(("section", "at", "path"), list(stated()))
def test_a_changed_statement_fails(section: str, at: int, path: Path_) -> None:
    found = failed(with_one_changed(section, at, path))
    assert found
    assert {result.where.split()[0] for result in found} & {section, "sam_session"}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_field_that_is_not_known_fails(section: str) -> None:
    content = copy.deepcopy(ALL[section])
    vector = content[0] if isinstance(content, list) else content
    vector["colour"] = "blue"
    (found,) = failed(ALL | {section: content})
    assert any("colour: unknown field" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("section", "inside"),
    [("id_text_blocks", "decoded"), ("escpos_status", "decoded"), ("sam_read_replies", "offsets")],
)
def test_an_inner_field_that_is_not_known_fails(section: str, inside: str) -> None:
    content = copy.deepcopy(ALL[section])
    content[0][inside]["colour"] = True
    (found,) = failed(ALL | {section: content})
    assert "colour" in found.reasons[0]


@pytest.mark.parametrize(
    ("section", "field"),
    [
        ("sam_requests", "hex"),
        ("sam_replies", "sw3"),
        ("sam_id_reply", "decoded"),
        ("sam_session", "steps"),
        ("ssc_card_number_check", "valid"),
        ("numbers", "valid"),
        ("escpos_status", "decoded"),
        ("ssc_atr", "historical"),
    ],
)
def test_a_vector_that_states_nothing_fails(section: str, field: str) -> None:
    content = copy.deepcopy(ALL[section])
    del (content[0] if isinstance(content, list) else content)[field]
    assert failed({section: content})


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("junk", [None, "text", 7, [], {}, {"hex": 7}, {"hex": "zz"}])
def test_junk_is_a_failure_and_no_crash(section: str, junk: Any) -> None:
    (found,) = failed({section: [junk]})
    assert found.where.startswith(section)


def test_an_unknown_section_fails() -> None:
    (found,) = failed(ALL | {"fax_machine": []})
    assert (found.where, found.reasons) == ("fax_machine", ("unknown section",))


@pytest.mark.parametrize("text", ["", "[", "[]", "7", '{"numbers": [{"kind": '])
def test_a_file_that_is_none_fails(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file.json"
    path.write_text(text)
    assert main([str(path)]) == 1
    assert capsys.readouterr().out.endswith("\n0 passed, 1 failed\n")
    assert main([str(tmp_path / "none.json")]) == 1
    assert main([]) == 2


def test_a_section_of_one_may_be_bare_or_listed() -> None:
    assert not failed(ALL | {"sam_id_reply": [ALL["sam_id_reply"]]})
    assert not failed({"numbers": ALL["numbers"][0]})


def test_it_is_a_command(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps({"numbers": [ALL["numbers"][0] | {"valid": False}]}))
    for path, status, last in ((FILE, 0, " passed, 0 failed"), (wrong, 1, "0 passed, 1 failed")):
        done = subprocess.run(
            [sys.executable, "-m", "tests.devices.vectors", str(path)],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == status
        assert done.stdout.splitlines()[-1].endswith(last)
