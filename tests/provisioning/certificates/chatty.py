"""A child that talks too much, crashes or hangs on order: `python -m tests....chatty`."""

import os
import sys
import time
from typing import Any

from provisioning.certificates.confine import confine, own_code
from provisioning.certificates.serve import own_pipes, serve


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    sys.stderr.write("word " * asked.get("words", 0))
    sys.stderr.flush()
    print("this is no frame")
    if asked.get("crash"):
        os.abort()
    if asked.get("memory"):
        return {"size": len(bytearray(asked["memory"]))}
    time.sleep(asked.get("hang", 0))
    return {"said": asked.get("say", "")}


if __name__ == "__main__":
    pipes = own_pipes()
    confine(600 * 1024 * 1024, own_code())
    serve(answer, {"holds": ()}, pipes)
