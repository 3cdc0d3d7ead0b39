"""The QML itself: clean for the linter, small files, no decision on words."""

import re
import subprocess
import sys
from pathlib import Path

import ui

QML = Path(ui.__file__).parent / "qml"
FILES = sorted(QML.glob("*.qml"))


def test_linter_finds_nothing() -> None:
    lint = Path(sys.executable).parent / "pyside6-qmllint"
    done = subprocess.run(
        [str(lint), "-W", "0", *map(str, FILES)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_files_are_short() -> None:
    long = {path.name: lines for path in FILES if (lines := path.read_text().count("\n")) > 150}
    assert long == {}


def test_no_words_for_citizens_live_in_qml() -> None:
    chinese = re.compile(r"[\u3400-\u9fff]")
    assert [path.name for path in FILES if chinese.search(path.read_text())] == []


def test_only_qt_quick_itself_is_imported() -> None:
    imported = {
        line.split()[1]
        for path in FILES
        for line in path.read_text().splitlines()
        if line.startswith("import ")
    }
    assert imported <= {"QtQuick", "QtQuick.Shapes"}
