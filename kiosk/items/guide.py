"""办事指南: the thirteen elements of an item in plain words, made of its fields. Pure.

No sentence about an item is written anywhere but in its package; here are only the words between.
"""

from msgspec import Struct

from kiosk.items.codes import TimeUnit
from kiosk.items.guide_words import HEADINGS, heading, joined, name_of, phrase
from kiosk.items.model import Fee, Material, ServiceItem, Stage, Words
from kiosk.items.running import stages_here
from kiosk.items.scenario import Outcome, to_come, walk

ELEMENTS = tuple(HEADINGS)
CARD = ("legal_basis", "materials", "time_limits", "fees", "process")
"""With the item's name: the smallest guide, for the receipt printer."""


class Element(Struct, frozen=True):
    key: str
    heading: Words
    lines: tuple[Words, ...]
    """Never empty: what there is none of is said."""
    files: tuple[str, ...] = ()
    """Of the package: flow chart, blanks, samples."""


def guide(item: ServiceItem, outcome: Outcome | None = None) -> tuple[Element, ...]:
    """The elements in their order; `outcome`: of the citizen's answers, else of none."""
    found = outcome if outcome is not None else walk(item, {})
    lines = {
        "scope": _scope(item, found),
        "legal_basis": [item.by_law],
        "authority": _authority(item),
        "conditions": [item.accept_condition],
        "quota": _quota(item),
        "materials": materials(found),
        "time_limits": time_limits(item),
        "result_docs": [found.result or item.result_name, *_more_results(item)],
        "fees": fees(item, found),
        "process": _process(item),
        "reviewers": [item.reviewers],
        "services": _services(item, found),
        "forms": _forms(item, found),
    }
    return tuple(
        Element(key, heading(key), tuple(lines[key]), _files(item, key)) for key in ELEMENTS
    )


def guide_card(item: ServiceItem, outcome: Outcome | None = None) -> tuple[Element, ...]:
    return tuple(one for one in guide(item, outcome) if one.key in CARD)


def _scope(item: ServiceItem, outcome: Outcome) -> list[Words]:
    who = joined([name_of(one) for one in item.server_type])
    lines = [item.accept_scope, phrase("for_whom", who=who)]
    if outcome.exclusion is not None:
        lines.append(phrase("cannot", text=outcome.exclusion))
    return lines + [phrase("cannot", text=one.text) for one in item.exclusions]


def _authority(item: ServiceItem) -> list[Words]:
    lines = [item.dept_name]
    lines += [phrase("entrusted", name=item.entrust_name)] if item.entrust_name else []
    return lines + ([phrase("joint", name=item.other_dept)] if item.other_dept else [])


def _quota(item: ServiceItem) -> list[Words]:
    if item.quota is None:
        return [item.limit_explain]
    quota = item.quota
    sentence = phrase(
        "quota", period=quota.limit_period, number=quota.limit_num, way=quota.limit_way
    )
    return [item.limit_explain, sentence]


def materials(outcome: Outcome) -> list[Words]:
    lines = [_material(i, one) for i, one in enumerate(outcome.materials, 1)]
    lines = lines or [phrase("no_materials")]
    if not outcome.complete:
        lines.append(phrase("ask_first"))
    return [*lines, *outcome.notes]


def _material(number: int, one: Material) -> Words:
    details = [name_of(one.is_need), name_of(one.material_format), name_of(one.source_type)]
    if one.page_num:
        details.insert(1, phrase("copies", count=one.page_num))
    if one.auto_source is not None:
        details.append(phrase("auto"))
    if one.deferrable_days is not None:
        details.append(phrase("later", days=one.deferrable_days))
    if one.source_explain is not None:
        details.append(phrase("where_from", text=one.source_explain))
    return phrase("material", number=number, name=one.material_name, details=joined(details))


def time_limits(item: ServiceItem) -> list[Words]:
    """By law, as promised, and as it really was where the platform tells it."""
    law = phrase("by_law", days=_days(item.anticipate_day, item.anticipate_type))
    promise = phrase("promised", days=_days(item.promise_day, item.promise_type))
    lines = [
        phrase("with_note", text=law, note=item.anticipate_explain),
        phrase("with_note", text=promise, note=item.promise_explain),
    ]
    if item.actual_mean_days is not None:
        lines.append(phrase("mean", days=f"{item.actual_mean_days.normalize():f}"))
    if item.special_procedure is not None:
        lines.append(phrase("special", text=item.special_procedure))
    return lines


def _days(count: int, unit: TimeUnit) -> Words:
    return name_of(unit, days=count) if count else phrase("at_once")


def _more_results(item: ServiceItem) -> list[Words]:
    return [one.result_name for one in item.more_results]


def fees(item: ServiceItem, outcome: Outcome) -> list[Words]:
    third = [
        phrase("third_party", name=one.service_name, stand=one.fee_stand)
        for one in item.intermediaries
    ]
    if not item.is_fee:
        return [phrase("free"), *third]
    due = [line for fee in outcome.fees for line in _fee(fee)]
    for fee in maybe_due(item, outcome):
        line, *more = _fee(fee)
        due += [phrase("depends", text=line), *more]
    due = due or [phrase("free_for_you")]
    return list(dict.fromkeys([*due, phrase("fee_basis", text=item.fee_basis), *third]))


def maybe_due(item: ServiceItem, outcome: Outcome) -> tuple[Fee, ...]:
    """What an answer that is still to come may bring."""
    brought = {effect.fee for effect in to_come(item, outcome)}
    return tuple(one for one in item.fees if one.id in brought and one not in outcome.fees)


def _fee(fee: Fee) -> list[Words]:
    if fee.amount_fen:
        amount = phrase("yuan", yuan=f"{fee.amount_fen / 100:.2f}")
        lines = [phrase("fee", name=fee.fee_name, amount=amount, stand=fee.fee_stand)]
    else:  # a fine, a charge by its own code: the standard says how much, and it is not nothing
        lines = [phrase("fee_by_standard", name=fee.fee_name, stand=fee.fee_stand)]
    lines.append(phrase("fee_basis", text=fee.by_law))
    if fee.is_desc and fee.desc_explain is not None:
        lines.append(phrase("reduced", text=fee.desc_explain))
    return lines


def _process(item: ServiceItem) -> list[Words]:
    here = stages_here(item)
    steps = [
        phrase(_step(item, one, one in here), number=i, text=one.text)
        for i, one in enumerate(item.process, 1)
    ]
    return ([item.handle_flow] if item.handle_flow is not None else []) + steps


def _step(item: ServiceItem, stage: Stage, is_here: bool) -> str:
    """What a terminal could do, and this release does not, is done elsewhere."""
    if is_here:
        return "step_here"
    if not stage.here:
        return "step"
    return "step_online" if item.online_handle_url is not None else "step_counter"


def _services(item: ServiceItem, outcome: Outcome) -> list[Words]:
    lines = [phrase("where", text=item.transact_addr)]
    if outcome.window is not None:
        lines.append(phrase("your_window", text=outcome.window))
    lines.append(phrase("when", text=item.transact_time))
    lines.append(phrase("visits", count=item.limit_scene_num, why=item.limit_scene_explain))
    flags = {"booking": item.is_schedule, "express": item.is_express, "agent": item.allow_agent}
    lines += [phrase(key) for key, yes in flags.items() if yes]
    if item.online_handle_url is not None:
        lines.append(phrase("online", text=item.online_handle_url))
    lines += [phrase("ask", text=item.link_way), phrase("complain", text=item.supervise_way)]
    lines += [
        phrase("remedy", kind=name_of(one.kind), organ=one.organ, limit=one.limit_explain)
        for one in item.remedies
    ]
    return lines + questions(item)


def questions(item: ServiceItem) -> list[Words]:
    """What people ask about it, each with its answer."""
    pairs = (
        (phrase("asked", text=q.question), phrase("answered", text=q.answer))
        for q in item.questions
    )
    return [line for pair in pairs for line in pair]


def _forms(item: ServiceItem, outcome: Outcome) -> list[Words]:
    key = "fill_here" if stages_here(item) else "fill"
    lines = [phrase(key, count=len(outcome.fields))] if outcome.fields else []
    for one in outcome.materials:
        lines += [phrase("blank", name=one.material_name)] if one.form else []
        lines += [phrase("sample", name=one.material_name)] if one.example else []
    return lines or [phrase("no_forms")]


def _files(item: ServiceItem, key: str) -> tuple[str, ...]:
    found: list[str | None] = []
    if key == "process":
        found = [item.flowchart]
    elif key == "result_docs":
        found = [item.result_sample, *(one.sample for one in item.more_results)]
    elif key == "forms":
        found = [name for one in item.materials for name in (one.form, one.example)]
    return tuple(dict.fromkeys(name for name in found if name is not None))
