"""The search itself: it finds what is there, in every form, and nothing that is not."""

import os
from pathlib import Path

import pytest

from ui.dock.memory import encodings_of, in_files, in_memory

HELD = ["测试寻物甲", "990101194001019900"]
ABSENT = "测试没有此人"


@pytest.mark.slow
@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-32-le", "gb18030"])
def test_a_word_in_memory_is_found_in_every_encoding(code: str) -> None:
    held = bytearray(b"-".join([b"", *(word.encode(code) for word in HELD), b""]))
    assert in_memory(os.getpid(), HELD) >= len(HELD)
    assert held


def test_a_word_that_is_nowhere_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("nobody\n")
    assert in_files([tmp_path], [ABSENT]) == []


@pytest.mark.parametrize("form", encodings_of(HELD[0]))
def test_a_file_that_remembers_is_named(tmp_path: Path, form: bytes) -> None:
    (tmp_path / "deep").mkdir()
    guilty = tmp_path / "deep" / "log"
    guilty.write_bytes(b"\0noise" + form + b"\n")
    assert in_files([tmp_path], HELD) == [guilty]
