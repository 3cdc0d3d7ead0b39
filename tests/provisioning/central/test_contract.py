"""docs/platform-api.yaml says what the code does: every address, status, code, field and limit."""

import ast
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import msgspec
import pytest
import requests
import yaml
from django.urls import get_resolver

from provisioning.central import words
from provisioning.central.certificates import wire as certificate_wire
from provisioning.central.exchange import inbox_wire, lease_wire, wire
from provisioning.central.handoff import wire as handoff_wire
from provisioning.central.identity import wire as identity_wire
from provisioning.central.progress import wire as progress_wire
from provisioning.central.queries import wire as query_wire
from tests.provisioning.central.platform import ROOT, Platform

CENTRAL = ROOT / "provisioning" / "central"
CONTRACT = ROOT / "docs" / "platform-api.yaml"
METHODS = {"get", "head", "options", "patch", "post"}
NOT_OF_API = ("world.py", "pages.py", "orders.py")
"""Pages for people, and orders of demos."""
STRUCTS: dict[str, type] = {
    "Batch": wire.Batch,
    "Record": wire.Record,
    "Material": wire.Material,
    "LeaseRequest": lease_wire.LeaseRequest,
    "Want": lease_wire.Want,
    "CalendarDay": inbox_wire.CalendarDay,
    "ProgressQuery": progress_wire.ProgressQuery,
    "QueryWanted": query_wire.QueryWanted,
    "MineWanted": query_wire.MineWanted,
    "HandOffWanted": handoff_wire.HandOffWanted,
    "CertificateWanted": certificate_wire.CertificateWanted,
    "CopyWanted": certificate_wire.CopyWanted,
    "CopyOutcome": certificate_wire.CopyOutcome,
    "CodeToVerify": certificate_wire.CodeToVerify,
    "CodeWanted": identity_wire.CodeWanted,
    "ChallengeWanted": identity_wire.ChallengeWanted,
    "Proof": identity_wire.Proof,
    "TicketWanted": identity_wire.TicketWanted,
}
STRUCTS |= {shape.__name__: shape for shape in (*wire.KINDS.values(), *inbox_wire.KINDS.values())}


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.safe_load(CONTRACT.read_bytes())
    return raw


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in CENTRAL.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield path.name, node


def test_every_address_is_in_it(shared: Platform, contract: dict[str, Any]) -> None:
    patterns = [str(one.pattern) for one in get_resolver().url_patterns]
    served = {f"/{one}".replace("<str:", "{").replace(">", "}") for one in patterns if "v1" in one}
    assert served == set(contract["paths"])


def test_every_status_and_code_of_the_code_is_in_it(contract: dict[str, Any]) -> None:
    answers = contract["components"]["responses"]
    named = [contract["x-everywhere"]["responses"]]
    named += [
        item[method]["responses"]
        for item in contract["paths"].values()
        for method in METHODS & set(item)
    ]
    told, good = set(), set()
    for responses in named:
        for status, response in responses.items():
            if "$ref" in response:
                name = response["$ref"].rpartition("/")[2]
                told |= {(int(status), code) for code in answers[name]["x-codes"]}
            else:
                good.add(int(status))
    said = set()
    for module, call in calls():
        if call.func.id in ("Refusal", "error") and module not in NOT_OF_API:  # type: ignore[attr-defined]
            status, code = call.args[:2]
            if isinstance(status, ast.Constant) and isinstance(code, ast.Constant):
                said.add((status.value, code.value))
    said.add((500, "internal"))  # of pages.server_error
    assert said == told
    assert {200, 201, 204} <= good


def test_every_answer_that_is_described_is_used(contract: dict[str, Any]) -> None:
    text = CONTRACT.read_text(encoding="utf-8")
    for part, names in contract["components"].items():
        for name in names:
            assert part == "securitySchemes" or f"#/components/{part}/{name}" in text, name


AUDIT = {"AuditBatch": "Upload", "AuditEntry": "Entry"}
"""Of a module that cannot be loaded before there is a platform."""


@pytest.mark.parametrize("name", [*STRUCTS, *AUDIT])
def test_fields_are_those_of_the_code(
    shared: Platform, contract: dict[str, Any], name: str
) -> None:
    schemas = contract["components"]["schemas"]
    audit = import_module("provisioning.central.exchange.audit")
    struct = STRUCTS[name] if name in STRUCTS else getattr(audit, AUDIT[name])
    fields = msgspec.structs.fields(struct)
    assert set(schemas[name]["properties"]) == {one.name for one in fields}
    needed = {one.name for one in fields if one.required}
    assert set(schemas[name]["required"]) == needed
    (code,), components = msgspec.json.schema_components([struct])
    told = components[code["$ref"].rpartition("/")[2]]["properties"]
    for field, shape in schemas[name]["properties"].items():
        if field not in ("kind", "records"):  # these have tests of their own
            assert limits(shape, schemas) == limits(told[field], components), field


LIMITS = ("type", "enum", "minimum", "maximum", "maxLength", "maxItems", "minItems", "pattern")


def limits(shape: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """What a schema demands, references followed, in one form."""
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return {} if name in (*STRUCTS, *AUDIT, *AUDIT.values()) else limits(schemas[name], schemas)
    if "allOf" in shape:
        return limits(shape["allOf"][0], schemas)
    if "anyOf" in shape:
        return {"any": sorted((limits(one, schemas) for one in shape["anyOf"]), key=str)}
    found = {name: shape[name] for name in LIMITS if name in shape}
    if shape.get("format") == "date":
        found["pattern"] = words.DayText.__metadata__[0].pattern  # type: ignore[attr-defined]
    if "enum" in found:
        found["enum"] = sorted(found["enum"])
        found.setdefault("type", "string")
    if "pattern" in found:
        found["pattern"] = found["pattern"].replace(r"\Z", "$").replace(r"\x21-\x7e", "!-~")
        found["pattern"] = found["pattern"].replace(r"\x20-\x7e", " -~")
    if found.get("type") == "array":
        found["items"] = limits(shape.get("items", {}), schemas)
    return found


def test_kinds_are_those_of_the_code(contract: dict[str, Any]) -> None:
    schemas = contract["components"]["schemas"]
    for name, kinds in (("Record", wire.KINDS), ("InboxItem", inbox_wire.KINDS)):
        one_of = {
            one["properties"]["kind"]["const"]: one["properties"]["body"]["$ref"].rpartition("/")[2]
            for one in schemas[name]["oneOf"]
        }
        assert one_of == {kind: shape.__name__ for kind, shape in kinds.items()}
        assert schemas[name]["properties"]["kind"]["enum"] == list(kinds)


def test_it_is_served_to_anybody(shared: Platform) -> None:
    answer = requests.get(f"{shared.url}/api/v1/openapi.yaml", timeout=10)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/yaml"
    assert answer.content == CONTRACT.read_bytes()
    assert requests.post(f"{shared.url}/api/v1/openapi.yaml", timeout=10).status_code == 405
