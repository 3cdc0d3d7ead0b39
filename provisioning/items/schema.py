"""The published schema of a package, and what it says of a document."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from kiosk.items.national import Problem

SCHEMA_FILE = Path(__file__).parent / "item.schema.json"
_LONGEST = 160


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker())


def schema_problems(document: Any) -> Iterator[Problem]:
    """(JSON path, what is wrong) of every place that is not as the schema wants it."""
    for error in sorted(_validator().iter_errors(document), key=lambda one: one.json_path):
        deepest = min(error.context or (), key=lambda one: -len(one.absolute_path), default=None)
        best = deepest if deepest is not None and error.validator == "oneOf" else error
        text = best.message
        if len(text) > _LONGEST:
            text = f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
        yield best.json_path, text
