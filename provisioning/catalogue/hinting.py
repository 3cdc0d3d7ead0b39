"""Which items hint at whom they may be for (您可能可以办). Raises as `View` does."""

from provisioning.catalogue.schema import HINTING
from provisioning.catalogue.view import NOW, View, asked


@asked
def hinting(view: View) -> tuple[str, ...]:
    """Codes, without a look at each document."""
    rows = view.db.execute(
        "SELECT code FROM documents CROSS JOIN items USING (item)"
        f" WHERE {HINTING} AND {NOW} ORDER BY code",
        {"revision": view.revision},
    )
    return tuple(code for (code,) in rows)
