"""The real server against docs/platform-api.yaml: requests made from the contract, right ones and
wrong ones, and every answer held against it."""

import copy
from typing import Any

import jsonschema_rs
import pytest
import requests
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    missing_required_header,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from kiosk.identity import Means, SealedFor
from provisioning.central.identity.secrets import audience_secret
from tests.provisioning.central.certificates.certificates import identity
from tests.provisioning.central.exchange.tus import Tus, metadata
from tests.provisioning.central.identity.phones import YI, Hands
from tests.provisioning.central.platform import HALL, ONE, ROOT, Platform

CONTRACT = ROOT / "docs" / "platform-api.yaml"
OPERATIONS = [
    f"{method.upper()} {path}"
    for path, item in yaml.safe_load(CONTRACT.read_bytes())["paths"].items()
    for method in item
    if method != "parameters"
]
EXAMPLES = 20
"""Of each operation, right ones; and as many wrong ones."""
CHECKS = [
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    unsupported_method,
]
IN_BAND = "POST /api/v1/records"
"""Says of each record whether it was refused, so that 200 is an answer to wrong ones."""
ALL_REFUSED = (
    "POST /api/v1/leases",
    "POST /api/v1/audit",
    "GET /api/v1/halls/{hall_id}",
    "POST /api/v1/progress",
)
"""Where each wrong request must be refused. A header `1` is as good as 1, and a name that is not
known in a query is left out."""
CERTIFICATE = "/api/v1/certificates/{certificate_id}"
WRONG_ONES = [IN_BAND, *ALL_REFUSED, "GET /api/v1/inbox", "POST /api/v1/files"]
WRONG_ONES.append("PATCH /api/v1/files/{upload_id}")
RIGHT = {"POST /api/v1/audit": {200, 400}, "POST /api/v1/files": {201, 409}}
RIGHT |= {"POST /api/v1/progress": {200, 429}, "POST /api/v1/handoffs": {200, 400, 429}}
RIGHT |= {"POST /api/v1/certificates": {200, 409}, "POST /api/v1/identity/codes": {200, 429}}
PROOFS = "POST /api/v1/identity/proofs"
RIGHT |= {f"GET {path}": {200, 404} for path in (CERTIFICATE, f"{CERTIFICATE}/preview")}
RIGHT |= {f"POST {CERTIFICATE}/copies": {200, 404}}
RIGHT |= {
    f"{method} {CERTIFICATE}/copies/{{copy_no}}": {200, 404, 409} for method in ("GET", "POST")
}
RIGHT |= {"HEAD /api/v1/files/{upload_id}": {200, 404}}
RIGHT |= {"PATCH /api/v1/files/{upload_id}": {204, 404, 409, 413}}
"""What right requests may get: the rest is 200 or 204. Numbers of audit entries must also rise,
which the contract can say in words alone."""

schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")


@pytest.fixture(scope="module")
def contract(shared: Platform) -> dict[GenerationMode, Any]:
    """With this platform's own terminal, hall and file: requests get past the first look."""
    raw = yaml.safe_load(CONTRACT.read_bytes())
    for name in ("Batch", "LeaseRequest", "AuditBatch"):
        raw["components"]["schemas"][name]["properties"]["terminal_id"] = {"const": ONE}
    raw["components"]["parameters"]["ContentEncoding"]["schema"] = {"const": "identity"}
    raw["paths"]["/api/v1/halls/{hall_id}"]["get"]["parameters"][0]["schema"] = {"const": HALL}
    batch = raw["components"]["schemas"]["Batch"]["properties"]
    batch["floor"], batch["records"]["maxItems"] = {"const": 0}, 4
    file = Tus(shared, b"x" * 1000)
    assert file.announce().status_code == 201
    announced = raw["paths"]["/api/v1/files"]["post"]["parameters"]
    announced[1]["schema"] |= {"minimum": 1, "maximum": 1000}
    announced[2]["schema"] = {"enum": [metadata(attachment_id=n, sha256=64 * n) for n in "123"]}
    _known_certificate(shared, raw)
    who = raw["components"]["schemas"]["MineWanted"]
    who["required"] = list(identity(shared.data, "fuzz", purpose=SealedFor.MINE))
    for name, value in identity(shared.data, "fuzz", purpose=SealedFor.MINE).items():
        who["properties"][name] = {"const": value}
    _known_audience(shared, raw)
    known = {"type": "string", "enum": [file.address.rpartition("/")[2], "0" * 32]}
    raw["paths"]["/api/v1/files/{upload_id}"]["parameters"][0]["schema"] = known
    wrong = schemathesis.openapi.from_dict(copy.deepcopy(raw))
    want = raw["components"]["schemas"]["Want"]["properties"]
    want["group_id"], want["free"]["maximum"] = {"enum": ["A", "D"]}, 30
    # Of people by name, which anybody may ask: the contract cannot say what an item asks for.
    query = raw["components"]["schemas"]["QueryWanted"]["properties"]
    query["item_code"], query["inputs"] = {"const": "992000105000"}, {"const": {"name": "LHP"}}
    raw["components"]["schemas"]["QueryWanted"]["required"].append("inputs")
    right = schemathesis.openapi.from_dict(raw)
    return {GenerationMode.POSITIVE: right, GenerationMode.NEGATIVE: wrong}


def _known_audience(shared: Platform, raw: dict[str, Any]) -> None:
    """Tickets for a page that is known, of a person who is."""
    audience_secret(shared.data, "fuzz")
    wanted = raw["components"]["schemas"]["TicketWanted"]
    fixed = {"audience": "fuzz", **identity(shared.data, "fuzz", purpose=SealedFor.SIGN_ON)}
    wanted["required"] = list(fixed)
    for name, value in fixed.items():
        wanted["properties"][name] = {"const": value}


def _known_certificate(shared: Platform, raw: dict[str, Any]) -> None:
    """One that is nobody's is issued; right requests are about it, or ask for the same again."""
    asked = {"request_id": "fuzz", "item_code": "992000704000", "credential": "NONE"}
    answer = shared.post("certificates", ONE, asked | {"assurance": "AL0"})
    assert answer.status_code == 200, answer.text
    known = answer.json()["certificate"]["certificate_id"]
    ids = {"type": "string", "enum": [known, known[:-1] + "0"]}
    raw["components"]["parameters"]["CertificateId"]["schema"] = ids
    schemas = raw["components"]["schemas"]
    wanted, copy = schemas["CertificateWanted"]["properties"], schemas["CopyWanted"]["properties"]
    for name, value in asked.items():
        wanted[name] = {"const": value}
    wanted["pickup_code"], wanted["chosen"]["maxProperties"] = {"const": ""}, 0
    copy["copy_no"] = {"const": 1}


def run(
    shared: Platform,
    contract: dict[GenerationMode, Any],
    label: str,
    mode: GenerationMode,
    checks: list[Any],
) -> list[int]:
    """The statuses that came."""
    operations = (one.ok() for one in contract[mode].get_all_operations())
    operation = next(one for one in operations if one.label == label)
    statuses: list[int] = []

    @settings(
        max_examples=EXAMPLES,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def hold(case: Any) -> None:
        if label == PROOFS and mode is GenerationMode.POSITIVE:  # a proof counts for a minute
            shown = Hands(shared.url).code(Means.QR_APP, YI[1])
            case.body = case.body | {"means": "QR_APP", "evidence": shown, "mobile": ""}
        answer = case.call_and_validate(
            base_url=shared.url,
            headers=shared.headers(ONE),
            checks=CHECKS + checks,
            session=session,
        )
        statuses.append(answer.status_code)

    with requests.Session() as session:
        session.trust_env = False
        hold()
    return statuses


def each_record_by_itself(_: Any, answer: Any, case: Any) -> None:
    """In a batch, a record is applied only if it is as the contract says, and one that is so is
    refused only for what it says, never for its shape."""
    if answer.status_code != 200:
        return
    results = answer.json()["results"]
    assert len(results) == len(case.body["records"])
    for record, result in zip(case.body["records"], results, strict=True):
        shape = result["detail"].startswith("not acceptable")
        if not RECORD.is_valid(record):
            assert shape or result["status"] != "applied", (record, result)
        elif shape:  # the one thing that a pattern cannot say: there is no 30 February
            assert result["detail"].endswith(("$.taken_at", "$.business_date")), (record, result)


RECORD = jsonschema_rs.validator_for(
    {"$ref": "#/components/schemas/Record"}
    | {"components": yaml.safe_load(CONTRACT.read_bytes())["components"]},
    validate_formats=True,
)


@pytest.mark.slow
@pytest.mark.parametrize("label", OPERATIONS)
def test_answers_to_right_requests_are_as_the_contract_says(
    shared: Platform, contract: dict[GenerationMode, Any], label: str
) -> None:
    checks = [each_record_by_itself] if label == IN_BAND else []
    statuses = run(shared, contract, label, GenerationMode.POSITIVE, checks)
    assert set(statuses) <= RIGHT.get(label, {200, 204})
    assert any(status < 300 for status in statuses)


@pytest.mark.slow
@pytest.mark.parametrize("label", WRONG_ONES)
def test_wrong_requests_are_refused_as_the_contract_says(
    shared: Platform, contract: dict[GenerationMode, Any], label: str
) -> None:
    checks = [negative_data_rejection, missing_required_header] if label in ALL_REFUSED else []
    checks += [each_record_by_itself] if label == IN_BAND else []
    statuses = run(shared, contract, label, GenerationMode.NEGATIVE, checks)
    assert any(400 <= status < 500 for status in statuses)
