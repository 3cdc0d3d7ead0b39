"""The process that typesets. Its templates are not trusted: no network, no files but its own.

python -m provisioning.certificates.render_child ROOT FONTS MEMORY
"""

import sys
from pathlib import Path
from typing import Any

import typst

from provisioning.certificates.confine import confine
from provisioning.certificates.serve import own_pipes, serve

_PACKAGES = "no-packages"
_WARM_UP = b'#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"))\n\xe4\xb8\x80'


class Typesetter:
    """One compiler, used again: fonts and what does not depend on the facts stay in memory."""

    def __init__(self, root: Path, fonts: Path) -> None:
        found = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
        )
        nowhere = root / _PACKAGES
        self._compiler = typst.Compiler(
            root=str(root),
            font_paths=found,
            ignore_system_fonts=True,
            package_path=str(nowhere),
            package_cache_path=str(nowhere),
        )
        self._compiler.compile(input=_WARM_UP, format="pdf")

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        form: dict[str, Any] = {"format": "png", "ppi": asked["ppi"]}
        if asked["format"] == "pdf":
            form = {"format": "pdf", "pdf_standards": ["a-2b"]}
        try:
            made, warnings = self._compiler.compile_with_warnings(
                input=asked["template"],
                sys_inputs={"data": asked["data"]},
                timestamp=asked["timestamp"],
                **form,
            )
        except typst.TypstError as error:
            return {"error": str(error.message), "where": str(error.diagnostic)}
        pages = made if isinstance(made, list) else [made]
        return {"pages": pages, "warnings": [str(one.message) for one in warnings]}


def main(root: str, fonts: str, memory: str) -> None:
    pipes = own_pipes()
    typesetter = Typesetter(Path(root), Path(fonts))
    holds = confine(int(memory), (Path(root), Path(fonts)))
    serve(typesetter.answer, {"holds": holds}, pipes)


if __name__ == "__main__":
    main(*sys.argv[1:])
