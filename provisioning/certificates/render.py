"""A template and its facts become a PDF/A-2b or a picture, in a child with limits.

A template is one typst file. It finds its facts in `sys.inputs.data` (JSON), what certificates
share in `/lib/` (see lib/certificate.typ), and the other files of its package beside it; nothing
else can be read, and nothing can be fetched.
"""

import json
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from msgspec import Struct

from provisioning.certificates.worker import End, Ended, Worker

LIB = Path(__file__).with_name("lib")
FONTS = Path("/usr/share/fonts/opentype/noto")
MOST_TEMPLATE = 256 * 1024
MOST_DATA = 512 * 1024
PREVIEW_PPI = 96.0


class BadTemplate(StrEnum):
    """Why there is no document. The first six are the template's own fault, wherever it runs."""

    PACKAGE = "package"
    """It imports a package: everything that it needs must be in its own file and in /lib/."""
    OUTSIDE = "outside"
    """It reads a file that is not there for it."""
    WRONG = "wrong"
    """typst refuses it."""
    FONT = "font"
    """It names a font that is not installed, or a character is in none of the fonts."""
    PAGES = "pages"
    """It has more pages than was agreed, or none."""
    SIZE = "size"
    """The template or its facts are too large."""
    TIME = "time"
    PROCESSOR = "processor"
    MEMORY = "memory"
    CRASH = "crash"


class NotRendered(Exception):
    """`detail` is of typst, for whoever writes the template with facts that are nobody's: it may
    quote them, so it is not in the text of the exception."""

    def __init__(self, why: BadTemplate, detail: str = "") -> None:
        super().__init__(why.value)
        self.why, self.detail = why, detail


class Limits(Struct, frozen=True):
    """For one document: wall clock, processor time, address space in bytes, pages."""

    wall_s: float = 8.0
    processor_s: int = 6
    memory: int = 1536 * 1024 * 1024
    pages: int = 60


Files: TypeAlias = Mapping[str, bytes]
NO_FILES: Files = MappingProxyType({})
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.[a-z]{2,4}")
_PACKAGE = re.compile(rb"""["']@[a-z]""")
_PACKAGE_WORDS = ("failed to download package", "package not found", "package", "Dns Failed")
_OUTSIDE_WORDS = (
    "file not found",
    "escape the project root",
    "failed to load file",
    "access denied",
)
_FONT_WORDS = ("unknown font family", "could not be displayed with")
_ENDS = {
    End.TIME: BadTemplate.TIME,
    End.PROCESSOR: BadTemplate.PROCESSOR,
    End.MEMORY: BadTemplate.MEMORY,
    End.CRASH: BadTemplate.CRASH,
}


class Renderer:
    """One child, started at the first document. Thread-safe. Close it, or use `with`."""

    def __init__(self, limits: Limits = Limits(), fonts: Path = FONTS) -> None:
        self._limits = limits
        self._stack = ExitStack()
        self._lock = threading.Lock()
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="zizhu-typeset-"))
        self._root = Path(folder)
        shutil.copytree(LIB, self._root / "lib")
        arguments = (folder, str(fonts), str(limits.memory))
        self._worker = Worker("provisioning.certificates.render_child", arguments)
        self._stack.callback(self._worker.close)

    def __enter__(self) -> "Renderer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._stack.close()

    @property
    def holds(self) -> tuple[str, ...]:
        """Of `confine`'s words, for the running child."""
        return tuple(self._worker.hello.get("holds", ()))

    @property
    def pid(self) -> int | None:
        return self._worker.pid

    def pdf(
        self, template: bytes, data: Mapping[str, Any], at: datetime, files: Files = NO_FILES
    ) -> bytes:
        """PDF/A-2b; the same bytes for the same arguments. `at` aware; `files`: those beside the
        template, by name. Raises NotRendered."""
        (made,) = self._ask(template, data, at, files, {"format": "pdf", "ppi": PREVIEW_PPI})
        return made

    def pictures(
        self,
        template: bytes,
        data: Mapping[str, Any],
        at: datetime,
        ppi: float = PREVIEW_PPI,
        files: Files = NO_FILES,
    ) -> list[bytes]:
        """A PNG of each page. Raises NotRendered."""
        return self._ask(template, data, at, files, {"format": "png", "ppi": ppi})

    def _ask(
        self,
        template: bytes,
        data: Mapping[str, Any],
        at: datetime,
        files: Files,
        form: Mapping[str, Any],
    ) -> list[bytes]:
        text = json.dumps(data, ensure_ascii=False)
        if len(template) > MOST_TEMPLATE or len(text) > MOST_DATA:
            raise NotRendered(BadTemplate.SIZE)
        refuse_packages(template)
        request = {
            "template": template,
            "data": text,
            "timestamp": int(at.timestamp()),
            "processor_s": self._limits.processor_s,
        }
        try:
            with self._lock, self._beside(files):
                answer = self._worker.ask({**request, **form}, self._limits.wall_s)
        except Ended as ended:
            raise NotRendered(_ENDS[ended.why]) from None
        return self._judged(answer)

    @contextmanager
    def _beside(self, files: Files) -> Iterator[None]:
        """For one document. Names are those of a package: no folder. Raises NotRendered."""
        if any(not _NAME.fullmatch(name) for name in files):
            raise NotRendered(BadTemplate.OUTSIDE)
        try:
            for name, content in files.items():
                (self._root / name).write_bytes(content)
            yield
        finally:
            for name in files:
                (self._root / name).unlink(missing_ok=True)

    def _judged(self, answer: dict[str, Any]) -> list[bytes]:
        if "error" in answer:
            raise NotRendered(_kind_of(answer["error"]), answer["error"][:300])
        for warning in answer["warnings"]:
            if any(word in warning for word in _FONT_WORDS):
                raise NotRendered(BadTemplate.FONT, warning[:300])
        pages: list[bytes] = answer["pages"]
        if not 0 < len(pages) <= self._limits.pages:
            raise NotRendered(BadTemplate.PAGES)
        return pages


def refuse_packages(template: bytes) -> None:
    """What lint says of a template without running it. A name that is put together at run time is
    refused by the child, which has neither packages nor a network. Raises NotRendered."""
    if _PACKAGE.search(template):
        raise NotRendered(BadTemplate.PACKAGE, "no package can be imported")


def _kind_of(message: str) -> BadTemplate:
    for words, kind in (
        (_FONT_WORDS, BadTemplate.FONT),
        (_OUTSIDE_WORDS, BadTemplate.OUTSIDE),
        (_PACKAGE_WORDS, BadTemplate.PACKAGE),
    ):
        if any(word in message for word in words):
            return kind
    return BadTemplate.WRONG
