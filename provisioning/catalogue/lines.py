"""What lists, answers and hints show of an item, out of its document. Pure. Raises KeyError,
TypeError, ValueError where a document is none."""

from collections.abc import Mapping
from typing import Any

from kiosk.messages.hints import HintedItem, HintRule
from kiosk.messages.items import ItemAnswer, ItemHit


def hit_of(code: str, document: Mapping[str, Any]) -> ItemHit:
    name, summary = document.get("task_name"), document.get("summary")
    return ItemHit(code, *_both(name), *_both(summary), icon=_icon(document))


def answer_of(code: str, document: Mapping[str, Any], number: int) -> ItemAnswer | None:
    """The question of that number with its answer; None where the document has none."""
    questions = document.get("questions") or ()
    if number >= len(questions):
        return None
    one, version = questions[number], int(document["package_ver"])
    name, question, answer = document["task_name"], one["question"], one["answer"]
    return ItemAnswer(code, *_both(name), version, *_both(question), *_both(answer))


def hinted_of(code: str, document: Mapping[str, Any]) -> HintedItem | None:
    """None where nothing hints at it."""
    rules = tuple(
        HintRule(str(one["rule"]), *_both(one["text"])) for one in document.get("hints") or ()
    )
    if not rules:
        return None
    against = tuple(str(one["rule"]) for one in document.get("exclusions") or ())
    return HintedItem(code, *_both(document["task_name"]), _icon(document), rules, against)


def _icon(document: Mapping[str, Any]) -> str:
    return str(document.get("icon", ""))


def _both(words: object) -> tuple[str, str]:
    """A text of a package in Chinese and in English, "" where it has none."""
    if isinstance(words, str):
        return words, ""
    if not isinstance(words, Mapping):
        return "", ""
    return str(words.get("zh", "")), str(words.get("en", ""))
