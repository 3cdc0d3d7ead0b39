"""`python -m tests.provisioning.certificates.golden [FOLDER]`: draw the small pictures of all types
anew; into FOLDER also as they are seen."""

import json
import sys
import zlib
from base64 import b64encode
from pathlib import Path

from provisioning.certificates.registry import load_registry
from provisioning.certificates.render import Renderer
from tests.provisioning.certificates.test_templates import GOLDEN, drawn


def main(arguments: list[str]) -> None:
    pictures = {}
    with Renderer() as renderer:
        for one in load_registry().types:
            image = drawn(renderer, one)
            pictures[one.type_code] = b64encode(zlib.compress(image.tobytes(), 9)).decode()
            if arguments:
                image.save(Path(arguments[0]) / f"{one.type_code}.png")
    GOLDEN.write_text(json.dumps(pictures, indent=0) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
