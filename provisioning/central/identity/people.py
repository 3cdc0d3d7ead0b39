"""Who is registered with the simulated providers: synthetic persons and companies. Pure."""

import json
from functools import cache
from pathlib import Path

from kiosk.values import Private
from provisioning.central.persons import sample_persons

SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "queries.json"


class Account(Private, frozen=True):
    """`mobile` begins with 100, as no telephone does."""

    name: str
    id_no: str
    mobile: str = ""
    handler: "Account | None" = None
    """Who acts for a company."""


@cache
def persons() -> tuple[Account, ...]:
    return tuple(
        Account(name, number, f"100990000{index:02d}")
        for index, (name, number) in enumerate(sample_persons())
    )


@cache
def companies() -> tuple[Account, ...]:
    """Those of the sample's register that stand, with their legal representative."""
    rows = json.loads(SAMPLE.read_bytes())["enterprise_register"]
    known = {one.name: one for one in persons()}
    return tuple(
        Account(row["company_name"], row["credit_code"], handler=known[row["legal_person"]])
        for row in rows
        if row["state"] == "存续" and row["legal_person"] in known
    )


STAFF = Account("大厅工作人员", "S99001")
"""Who vouches for a citizen; the number is the hall's own."""
