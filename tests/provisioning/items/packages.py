"""Folders of packages for tests."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from provisioning.items.lint.finding import Finding, Level
from provisioning.items.lint.run import lint_folder
from tests.kiosk.items.samples import CATALOG, package

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "provisioning" / "sample" / "items"

CALC: dict[str, Any] = {
    "inputs": [
        {
            "id": "pay",
            "label": "工资",
            "type": "money",
            "required": True,
            "minimum": 0,
            "maximum": 100000,
        },
        {
            "id": "months",
            "label": "月数",
            "type": "integer",
            "required": True,
            "minimum": 1,
            "maximum": 360,
        },
    ],
    "steps": [{"id": "monthly", "formula": "pay / months"}],
    "results": [
        {
            "id": "sum",
            "label": "合计",
            "formula": "round(monthly * months, 2)",
            "format": "money",
        }
    ],
    "disclaimer": "仅供参考。",
}


def write(root: Path, files: dict[str, bytes] | None = None, **changes: Any) -> Path:
    """A package in a folder named by its code; None takes a name out."""
    document = package(**changes)
    code = document.get("catalog_code", CATALOG)
    folder = root / (code if isinstance(code, str) else CATALOG)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "item.json").write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    for name, content in (files or {}).items():
        (folder / name).write_bytes(content)
    return folder


def lint(root: Path, files: dict[str, bytes] | None = None, **changes: Any) -> list[Finding]:
    return lint_folder(write(root, files, **changes))


def said(findings: list[Finding], level: Level = Level.ERROR) -> list[tuple[str, str]]:
    """(path, rule), of one level."""
    return [(one.path, one.rule) for one in findings if one.level is level]


def items(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """`main.py items ...` as an admin calls it."""
    command = [sys.executable, str(ROOT / "main.py"), "items", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
