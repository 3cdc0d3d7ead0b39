"""The command line that comes before a subcommand of the product."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = (sys.executable, str(ROOT / "main.py"))
