"""Templates are drawn before anybody relies on them: with facts that are nobody's, in the child
with limits that draws certificates too."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from itertools import islice

from kiosk.certificates.ids import BadId
from kiosk.clock import CHINA
from kiosk.items.model import ServiceItem
from kiosk.items.national import Problem
from kiosk.items.tools import Certificate
from provisioning.central.certificates.data import BadChoice, masked
from provisioning.central.certificates.specimen import DAY, specimen
from provisioning.certificates.render import BadTemplate, Limits, NotRendered, Renderer
from provisioning.items.folder import PackageFolder
from provisioning.items.lint.files import TEMPLATE

LIMITS = Limits(wall_s=30.0)
"""Of the processor and the memory as for a citizen's certificate; a busy machine has more time."""
_AT = datetime.combine(DAY, time(9), CHINA)
_PREVIEW_PPI = 24.0
_WHY = {
    BadTemplate.PACKAGE: "imports a package: templates take nothing from outside",
    BadTemplate.OUTSIDE: "reads a file that is not in its folder",
    BadTemplate.WRONG: "typst refuses it",
    BadTemplate.FONT: "needs a font that is not there",
    BadTemplate.PAGES: "has no page, or more than `pages` allows",
    BadTemplate.SIZE: "is too large",
    BadTemplate.TIME: f"is not drawn within {LIMITS.wall_s:g} s: does it end?",
    BadTemplate.PROCESSOR: f"computes for more than {LIMITS.processor_s} s: does it end?",
    BadTemplate.MEMORY: f"takes more than {LIMITS.memory // 2**20} MiB of memory",
    BadTemplate.CRASH: "ends the program that draws it",
}


def faults(
    found: Iterable[tuple[ServiceItem, PackageFolder]],
) -> Iterator[tuple[PackageFolder, Problem]]:
    """The first fault of each. One child draws all of them; where a template ends it, the next
    one begins another."""
    with Renderer(LIMITS) as renderer:
        for item, package in found:
            if item.certificate is not None:
                for problem in islice(_faults(renderer, item, item.certificate, package), 1):
                    yield package, problem


def _faults(
    renderer: Renderer, item: ServiceItem, terms: Certificate, package: PackageFolder
) -> Iterator[Problem]:
    """In each language that may be asked for, as document and as the preview before it."""
    beside = dict(package.files)
    template = beside.pop(terms.template)
    for language in dict.fromkeys(("zh", *terms.languages)):
        try:
            data = specimen(item, terms, language)
            renderer.pdf(template, data, _AT, beside)
            pages = renderer.pictures(template, masked(data), _AT, _PREVIEW_PPI, beside)
            if len(pages) > terms.pages:
                raise NotRendered(BadTemplate.PAGES)
        except BadId as bad:
            yield "$.certificate.type_code", str(bad)
        except BadChoice as bad:
            yield "$.certificate.options", f"nobody can have it with what is preset: {bad}"
        except NotRendered as error:
            detail = f": {error.detail}" if error.detail else ""
            yield TEMPLATE, f"{terms.template} in {language}: {_WHY[error.why]}{detail}"
