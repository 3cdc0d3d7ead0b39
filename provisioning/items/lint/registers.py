"""Registers that nobody asks, and languages that nobody writes."""

from collections.abc import Iterator

from kiosk.items.model import ServiceItem
from kiosk.items.national import Problem
from provisioning.items.registers import CERTIFICATE_SOURCES, LANGUAGES, QUERY_SOURCES


def unknown(item: ServiceItem) -> Iterator[Problem]:
    """A paper that rests on no register would be sealed all the same: it is no paper."""
    query, certificate = item.query, item.certificate
    if query is not None and query.source not in QUERY_SOURCES:
        yield "$.query.source", _no_register(query.source, QUERY_SOURCES)
    if certificate is None:
        return
    if certificate.source not in CERTIFICATE_SOURCES:
        yield "$.certificate.source", _no_register(certificate.source, CERTIFICATE_SOURCES)
    for i, language in enumerate(certificate.languages):
        if language not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            text = f"the platform writes no certificates in {language}: {known}"
            yield f"$.certificate.languages[{i}]", text


def _no_register(name: str, known: frozenset[str]) -> str:
    return f"the platform has no register {name}; it has {', '.join(sorted(known))}"
