"""Runs a file of wire-level vectors through the production protocol modules.

    python -m tests.devices.vectors FILE

The file has the shape of tests/vectors/devices.json; any of its sections may be missing. A line
tells each vector that failed, and why; the last line is `N passed, N failed`. Exit status 0 only
where none failed. What a file states and nothing here can check counts as failed.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from tests.devices.vector_runs import keypad, numbers, printer, reads, sam, ssc, text_blocks
from tests.devices.vector_runs.vector import Book, Malformed, Vector

SECTIONS: dict[str, Callable[[Vector], None]] = {
    "sam_requests": sam.a_request,
    "sam_replies": sam.a_reply,
    "sam_id_reply": sam.sam_id,
    "id_text_blocks": text_blocks.text_block,
    "sam_read_replies": reads.read_reply,
    "sam_stream_cases": sam.stream,
    "sam_session": reads.session,
    "ssc_apdu": ssc.apdu,
    "ssc_card_number_check": ssc.card_number,
    "ssc_atr": ssc.answer_to_reset,
    "numbers": numbers.number,
    "escpos_status": printer.status,
    "escpos_commands": printer.command,
    "epp_szzt": keypad.command,
}
ABOUT = "_meta"
"""The one section that states nothing."""


class Result(Struct, frozen=True):
    where: str
    reasons: tuple[str, ...]
    """Empty: it passed."""


def run(sections: Any) -> Iterator[Result]:
    """One result for each vector, and one for each section that is not known."""
    if not isinstance(sections, dict):
        yield Result("the file", ("it is no object of sections",))
        return
    book = Book(sections)
    for section, content in sections.items():
        if section == ABOUT:
            continue
        if section not in SECTIONS:
            yield Result(section, ("unknown section",))
            continue
        entries = content if isinstance(content, list) else [content]
        for number, entry in enumerate(entries, 1):
            yield _result(section, number, entry, book)


def _result(section: str, number: int, entry: Any, book: Book) -> Result:
    name = entry.get("name") or entry.get("value") if isinstance(entry, dict) else None
    where = f"{section} {number} {name or ''}".strip()
    try:
        vector = Vector(entry, book)
        SECTIONS[section](vector)
        return Result(where, tuple(vector.verdict()))
    except Malformed as malformed:
        return Result(where, (str(malformed),))
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        return Result(where, (f"malformed: {type(error).__name__} {error}",))


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m tests.devices.vectors FILE", file=sys.stderr)
        return 2
    try:
        sections = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
        results = list(run(sections))
    except (OSError, ValueError) as error:
        results = [Result(arguments[0], (f"cannot be read: {error}",))]
    failed = [result for result in results if result.reasons]
    for result in failed:
        print(f"FAILED {result.where}: {'; '.join(result.reasons)}")
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
