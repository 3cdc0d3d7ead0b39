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
    """Words and phrases, and between slashes patterns."""
    lines = WORDS_FILE.read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_pattern(word)) for word in vague_words())


def _pattern(word: str) -> str:
    if len(word) > 2 and word[0] == word[-1] == "/":
        return word[1:-1]
    return re.escape(word)


def vague_phrases(text: str) -> Iterator[str]:
    """Where one runs into another they are one phrase, so that one clause is named once."""
    text = text.lower()
    places = sorted(found.span() for one in _patterns() for found in one.finditer(text))
    phrases: list[tuple[int, int]] = []
    for begin, end in places:
        if phrases and begin < phrases[-1][1]:
            phrases[-1] = (phrases[-1][0], max(end, phrases[-1][1]))
        else:
            phrases.append((begin, end))
    yield from dict.fromkeys(text[begin:end] for begin, end in phrases)


def vague(item: ServiceItem) -> Iterator[Problem]:
    for path, words in texts(item):
        if not _LOOKED_AT.fullmatch(path):
            continue
        for lang, text in words.all().items():
            for phrase in vague_phrases(text):
                where = path if lang == "zh" else f"{path}.{lang}"
                yield where, f"“{phrase}” leaves open what is asked for: name it, or drop it"
