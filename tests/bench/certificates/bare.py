"""`python -m tests.bench.certificates.bare KEYS`: the three steps in this process alone, as their
libraries do them, without pipes or limits. For each line that comes, one round: milliseconds."""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from provisioning.certificates import check_child, seal_child
from provisioning.certificates.render import FONTS, LIB
from provisioning.certificates.render_child import Typesetter
from tests.provisioning.certificates.sample import NOW, data, order, template


def main(keys: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "lib").symlink_to(LIB)
        typesetter, seals = Typesetter(Path(folder), FONTS), seal_child.Seals(Path(keys))
        root = x509.load_pem_x509_certificate((Path(keys) / "ca.crt").read_bytes())
        roots = [root.public_bytes(Encoding.DER)]
        for number, _ in enumerate(sys.stdin):
            page, drawn = _timed(partial(typesetter.answer, _drawing(number)))
            sealed, signed = _timed(partial(seals.answer, _sealing(page["pages"][0])))
            asked = {"pdf": sealed["pdf"], "roots": roots, "now": NOW.isoformat()}
            answer, verified = _timed(partial(check_child.answer, asked))
            assert not answer["refusal"], answer
            print(json.dumps({"typst": drawn, "seal": signed, "verify": verified}), flush=True)


def _drawing(number: int) -> dict[str, Any]:
    """Another certificate each time, so that nothing is merely remembered."""
    facts = json.dumps(data(serial=f"{number:012d}"), ensure_ascii=False)
    asked = {"template": template(), "data": facts, "timestamp": int(NOW.timestamp())}
    return asked | {"format": "pdf", "ppi": 96.0}


def _sealing(pdf: bytes) -> dict[str, Any]:
    one = order()
    return {
        "pdf": pdf,
        "certificate": str(one.certificate),
        "issuer_name": one.issuer_name,
        "holder": one.holder,
        "holder_hash": one.holder_hash,
        "issued": one.issued.isoformat(),
        "valid_to": "",
        "copy_no": 1,
        "address": one.address,
    }


def _timed(act: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    done = act()
    return done, (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(*sys.argv[1:])
