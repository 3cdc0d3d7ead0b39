"""What the departments' registers answer, simulated from the sample's data. Pure.

Rows of a person are looked up by the number that was identified: there is no way to ask for
another's. Rows of a register hold nothing but what is public.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from kiosk.items.initials import matches
from kiosk.values import Private
from provisioning.central.setup import sample_persons
from provisioning.central.sources.person import Asked

SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "queries.json"
MOST = 60
LEAST_LETTERS = 2
"""Of a name that is looked for: one letter would list the register."""
Row: TypeAlias = dict[str, Any]


class Question(Private, frozen=True):
    """`number`: the identified person's, "" where nobody is. Lives in memory for one answer; its
    repr hides everything."""

    number: str
    inputs: Mapping[str, str]
    today: date

    def has(self, name: str, value: str) -> bool:
        """The value goes with what was filled in under that name; nothing filled in: it does."""
        wanted = self.inputs.get(name, "")
        return not wanted or matches(value, wanted)


Source = Callable[[Question], list[Row]]


@cache
def _book() -> dict[str, list[Row]]:
    book: dict[str, list[Row]] = json.loads(SAMPLE.read_bytes())
    return book


def _own(source: str, question: Question) -> list[Row]:
    """The rows of the register that belong to who asks, without whose they are."""
    numbers = dict(sample_persons())
    mine = [row for row in _book()[source] if numbers.get(row["holder"]) == question.number]
    return [{name: value for name, value in row.items() if name != "holder"} for row in mine]


def _violations(question: Question) -> list[Row]:
    what, state = question.inputs.get("what", "all"), question.inputs.get("state", "open")
    return [
        row
        for row in _own("traffic_violations", question)
        if what in ("all", row["kind"]) and (state == "all" or row["state"] == "未处理")
    ]


def _fines(question: Question) -> list[Row]:
    wanted = question.inputs.get("decision_no", "")
    return [r for r in _own("traffic_fines", question) if wanted in ("", r["decision_no"])]


def _enrolment(question: Question) -> list[Row]:
    stage, year = question.inputs.get("school_stage"), question.inputs.get("year")
    rows = _own("school_enrolment", question)
    return [row for row in rows if row["school_stage"] == stage and str(row["year"]) == year]


def _medical(question: Question) -> list[Row]:
    """The last twelve months, or those of a year."""
    year = question.inputs.get("year", "")
    chosen = {"period_from": f"{year}-01", "period_to": f"{year}-12"} if year else {}
    asked = Asked("", question.number, chosen, question.today)
    base = asked.figure("base", 4200, 22000)
    balance = asked.figure("account", 900, 9000)
    return [
        {
            "month": month,
            "kind": "职工基本医疗保险",
            "payer": "示例市某某科技有限公司",
            "paid": f"{base * 2 / 100:.2f}",
            "balance": f"{balance}.00",
            "state": "参保缴费",
        }
        for month in asked.months(36 if year else 12)
    ]


def _namesakes(question: Question) -> list[Row]:
    if len(question.inputs.get("name", "").strip()) < LEAST_LETTERS:
        return []
    rows = [row for row in _book()["same_name_count"] if question.has("name", row["name"])]
    sex = {"1": "male", "2": "female"}.get(question.inputs.get("sex", "all"), "count")
    return [row for row in rows if row[sex]]


def _companies(question: Question) -> list[Row]:
    keyword = question.inputs.get("keyword", "").strip()
    if len(keyword) < LEAST_LETTERS:
        return []
    rows = _book()["enterprise_register"]
    return [
        row
        for row in rows
        if matches(row["company_name"], keyword) or row["credit_code"] == keyword.upper()
    ]


def _practitioners(question: Question) -> list[Row]:
    kind = {"doctor": "医师", "nurse": "护士"}.get(question.inputs.get("kind", ""), "")
    if not all(question.inputs.get(one, "").strip() for one in ("name", "hospital")):
        return []
    return [
        row
        for row in _book()["practitioner_register"]
        if row["kind"] == kind
        and question.has("name", row["name"])
        and question.has("hospital", row["hospital"])
    ]


PUBLIC: Mapping[str, Source] = {
    "same_name_count": _namesakes,
    "enterprise_register": _companies,
    "practitioner_register": _practitioners,
}
"""Anybody may ask these."""
PERSONAL: Mapping[str, Source] = {
    "traffic_violations": _violations,
    "traffic_fines": _fines,
    "school_enrolment": _enrolment,
    "medical_insurance_record": _medical,
}
"""These know one person's rows alone: of who was identified."""
SOURCES: Mapping[str, Source] = {**PUBLIC, **PERSONAL}
