"""Materials: who issues each, and can the citizen get the blank."""

from collections.abc import Iterator

from kiosk.items.codes import MaterialType, SourceType
from kiosk.items.model import Material, ServiceItem
from kiosk.items.national import Problem


def without_source(item: ServiceItem) -> Iterator[Problem]:
    """Somebody else's paper, and nobody says whose."""
    for i, one in enumerate(item.materials):
        if one.source_type is not SourceType.APPLICANT and not _says_from_whom(one):
            text = f"{one.material_name.zh}: say in `source_explain` or `issuer` who issues it"
            yield f"$.materials[{i}].source_explain", text


def without_help(item: ServiceItem) -> Iterator[Problem]:
    for i, one in enumerate(item.materials):
        path = f"$.materials[{i}]"
        if one.source_type is SourceType.APPLICANT and not _says_from_whom(one):
            text = f"{one.material_name.zh}: say in `source_explain` where it comes from"
            yield f"{path}.source_explain", text
        if one.page_num is None:
            yield f"{path}.page_num", f"{one.material_name.zh}: say how many"
        filled = one.material_type is MaterialType.FORM and one.form is None
        if filled and not item.form and one.auto_source is None:
            yield f"{path}.form", f"{one.material_name.zh}: a form without its blank"


def _says_from_whom(one: Material) -> bool:
    return bool(one.source_explain or one.issuer or one.auto_source)
