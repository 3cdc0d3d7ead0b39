"""What must hold inside one package beyond the types, or the terminal cannot use it at all."""

from collections.abc import Iterator

from kiosk.items.codes import FlowTemplate
from kiosk.items.formula import BadFormula, Formula
from kiosk.items.model import Effects, Field, Scenario, ServiceItem
from kiosk.items.national import Problem, code_problems
from kiosk.items.scenario import DEEPEST

_NEEDS = {
    FlowTemplate.CALC: "calc",
    FlowTemplate.QUERY: "query",
    FlowTemplate.PROVE: "certificate",
    FlowTemplate.PRINT: "certificate",
}


def problems(item: ServiceItem) -> list[Problem]:
    """Everything that is wrong, each with its path. Empty: the item can be used."""
    return [
        *code_problems(item),
        *_template(item),
        *_ids(item),
        *_days(item),
        *_hours(item),
        *_scenario(item),
        *_formulas(item),
        *_fields(item),
    ]


def _template(item: ServiceItem) -> Iterator[Problem]:
    part = _NEEDS.get(item.flow_template)
    if part is not None and getattr(item, part) is None:
        yield f"$.{part}", f"is missing: flow_template is {item.flow_template}"
    if item.is_fee and not item.fees:
        yield "$.fees", "is empty, and is_fee is true"
    if item.query is not None and (item.query.source == "package") != (item.query.rows is not None):
        yield "$.query.rows", "belongs to source `package`, and only to it"


def _ids(item: ServiceItem) -> Iterator[Problem]:
    lists: dict[str, list[str]] = {
        "materials": [one.id for one in item.materials],
        "fees": [one.id for one in item.fees],
        "form": [one.id for one in item.form],
    }
    if item.scenario is not None:
        lists["scenario.nodes"] = [one.id for one in item.scenario.nodes]
        for i, node in enumerate(item.scenario.nodes):
            lists[f"scenario.nodes[{i}].options"] = [one.id for one in node.options]
    if item.calc is not None:
        given = [one.id for one in item.calc.inputs] + [one.id for one in item.calc.steps]
        lists["calc"] = given + [one.id for one in item.calc.results if one.id is not None]
    if item.query is not None:
        lists["query.inputs"] = [one.id for one in item.query.inputs]
        lists["query.columns"] = [one.id for one in item.query.columns]
    if item.certificate is not None:
        lists["certificate.options"] = [one.id for one in item.certificate.options]
    for path, ids in lists.items():
        for twice in sorted({one for one in ids if ids.count(one) > 1}):
            yield f"$.{path}", f"the id {twice} is there twice"


def _days(item: ServiceItem) -> Iterator[Problem]:
    begin, end = item.plan_effective_date, item.plan_cancel_date
    if begin is not None and end is not None and end <= begin:
        yield "$.plan_cancel_date", "is not after plan_effective_date"


def _hours(item: ServiceItem) -> Iterator[Problem]:
    for i, hours in enumerate(item.service_hours):
        if hours.from_ >= hours.to:
            text = "is not after `from`; hours over midnight are two entries"
            yield f"$.service_hours[{i}].to", text


def _scenario(item: ServiceItem) -> Iterator[Problem]:
    if item.scenario is None:
        return
    ids = {node.id for node in item.scenario.nodes}
    if item.scenario.start not in ids:
        yield "$.scenario.start", f"no question has the id {item.scenario.start}"
    for i, node in enumerate(item.scenario.nodes):
        for j, option in enumerate(node.options):
            path = f"$.scenario.nodes[{i}].options[{j}]"
            if (option.next is None) == (option.end is None) or option.end is False:
                yield path, "leads nowhere: either `next` or `end: true` is needed"
            elif option.next is not None and option.next not in ids:
                yield f"{path}.next", f"no question has the id {option.next}"
            if option.effects is not None:
                yield from _effects(item, option.effects, f"{path}.effects")
    yield from _depth(item.scenario)


def _effects(item: ServiceItem, effects: Effects, path: str) -> Iterator[Problem]:
    known = {
        "materials": {one.id for one in item.materials},
        "fields": {one.id for one in item.form},
        "fee": {one.id for one in item.fees},
    }
    for name in ("materials_add", "materials_remove", "fields_add", "fields_remove"):
        kind = name.partition("_")[0]
        for k, one in enumerate(getattr(effects, name)):
            if one not in known[kind]:
                yield f"{path}.{name}[{k}]", f"no entry of {kind} has the id {one}"
    if effects.fee is not None and effects.fee not in known["fee"]:
        yield f"{path}.fee", f"no fee has the id {effects.fee}"


def _depth(scenario: Scenario) -> Iterator[Problem]:
    """A question on a way that is too long, or that comes back to itself, makes it endless."""
    following = {
        node.id: {option.next for option in node.options if option.next} for node in scenario.nodes
    }
    reached = {scenario.start}
    for _ in range(DEEPEST):
        reached = set().union(*(following.get(one, set()) for one in reached))
    if reached:
        text = f"more than {DEEPEST} questions one after another, or a circle: at {min(reached)}"
        yield "$.scenario", text


def _formulas(item: ServiceItem) -> Iterator[Problem]:
    for path, text in formulas(item):
        try:
            Formula.parse(text)
        except BadFormula as error:
            yield path, str(error)


def formulas(item: ServiceItem) -> Iterator[tuple[str, str]]:
    """Path and text of every formula."""
    for name in ("exclusions", "hints"):
        for i, one in enumerate(getattr(item, name)):
            yield f"$.{name}[{i}].rule", one.rule
    if item.calc is not None:
        for i, step in enumerate(item.calc.steps):
            yield f"$.calc.steps[{i}].formula", step.formula
        for i, result in enumerate(item.calc.results):
            yield f"$.calc.results[{i}].formula", result.formula


def fields_of(item: ServiceItem) -> Iterator[tuple[str, Field]]:
    """Path and field: of the form, of the calculation, the query and the certificate."""
    groups = [("form", item.form)]
    groups += [("calc.inputs", item.calc.inputs)] if item.calc is not None else []
    groups += [("query.inputs", item.query.inputs)] if item.query is not None else []
    if item.certificate is not None:
        groups.append(("certificate.options", item.certificate.options))
    return ((f"$.{name}[{i}]", one) for name, group in groups for i, one in enumerate(group))


def _fields(item: ServiceItem) -> Iterator[Problem]:
    for path, field in fields_of(item):
        if (field.type == "choice") != bool(field.choices):
            yield f"{path}.choices", "belong to the type `choice`, and only to it"
        values = [choice.value for choice in field.choices]
        if len(values) != len(set(values)):
            yield f"{path}.choices", "a value is there twice"
        low, high = field.minimum, field.maximum
        if low is not None and high is not None and low > high:
            yield f"{path}.minimum", "is above `maximum`"
