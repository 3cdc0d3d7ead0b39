"""The sample catalogue on a platform to try."""

import sys
from pathlib import Path

from kiosk.clock import SystemClock
from provisioning.packs.command import publish_folder
from provisioning.packs.publish import Press
from provisioning.packs.refusal import Refused


def publish_sample(data: Path, folder: Path) -> None:
    """Publish it where it changed; where it cannot be, one line says so and the platform works."""
    Press(data).begin(SystemClock().now())
    try:
        publish_folder(data, folder)
    except Refused as refused:
        print(f"central: the sample items are not published: {refused}", file=sys.stderr)
