"""Vague words (模糊条款、兜底条款) where a citizen must know exactly what is asked for."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kiosk.items.model import ServiceItem
from kiosk.items.national import Problem
from provisioning.items.lint.texts import texts

WORDS_FILE = Path(__file__).parent / "vague_words.txt"
_LOOKED_AT = re.compile(
    r"\$\.(accept_scope|accept_condition|limit_explain|special_procedure|anticipate_explain"
    r"|promise_explain|limit_scene_explain|fee_basis|handle_flow"
    r"|materials\[\d+\]\..*|process\[\d+\]\..*|scenario\..*|form\[\d+\]\..*|exclusions\[\d+\]\..*"
    r"|fees\[\d+\]\.(fee_name|fee_stand|desc_explain)|quota\..*)"
)


@cache
def vague_words() -> tuple[str, ...]:
    lines = WORDS_FILE.read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def vague(item: ServiceItem) -> Iterator[Problem]:
    """The longest phrase of each text, so that one clause is named once."""
    for path, words in texts(item):
        if not _LOOKED_AT.fullmatch(path):
            continue
        for lang, text in words.all().items():
            low = text.lower()
            found = [one for one in vague_words() if one in low]
            for phrase in found:
                if not any(phrase in longer and phrase != longer for longer in found):
                    where = path if lang == "zh" else f"{path}.{lang}"
                    yield where, f"“{phrase}” leaves open what is asked for: name it, or drop it"
