"""Section `numbers`: kinds of numbers, valid and not."""

from kiosk.numbers import (
    is_credit_code,
    is_foreigner_number_2017,
    is_foreigner_number_2023,
    is_hmt_number,
    is_person_number,
    normal_number,
)
from tests.devices.vector_runs.vector import Vector

KINDS = {
    "id18": is_person_number,
    "hmt_permit18": is_hmt_number,
    "foreigner15": is_foreigner_number_2017,
    "foreigner18": is_foreigner_number_2023,
    "uscc": is_credit_code,
}


def number(vector: Vector) -> None:
    kind = vector.text("kind")
    if kind not in KINDS:
        vector.fail(f"unknown kind {kind!r}")
        return
    vector.take("valid")
    vector.same("valid", KINDS[kind](normal_number(vector.text("value"))))
