"""A terminal that uploads by hand, header by header."""

import base64
import hashlib
import uuid
from dataclasses import dataclass, field

import requests

from tests.provisioning.central.platform import ONE, Platform


def metadata(**values: str) -> str:
    coded = {name: base64.b64encode(value.encode()).decode() for name, value in values.items()}
    return ",".join(f"{name} {value}" for name, value in coded.items())


@dataclass
class Tus:
    """One attachment of one terminal; every method is one request."""

    platform: Platform
    content: bytes
    terminal: str = ONE
    attachment_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    sha256: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        self.sha256 = self.sha256 or hashlib.sha256(self.content).hexdigest()

    def headers(self, **more: str) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return self.platform.headers(self.terminal) | {"Tus-Resumable": "1.0.0"} | named

    def announce(self, **more: str) -> requests.Response:
        told = metadata(attachment_id=self.attachment_id, sha256=self.sha256)
        headers = {"Upload_Length": str(len(self.content)), "Upload_Metadata": told} | more
        answer = requests.post(
            f"{self.platform.url}/api/v1/files", headers=self.headers(**headers), timeout=20
        )
        self.address = answer.headers.get("Location", self.address)
        return answer

    def head(self, **more: str) -> requests.Response:
        return requests.head(
            self.platform.url + self.address, headers=self.headers(**more), timeout=20
        )

    def offset(self) -> int:
        answer = self.head()
        assert answer.status_code == 200, answer.status_code
        return int(answer.headers["Upload-Offset"])

    def send(self, start: int, end: int, **more: str) -> requests.Response:
        """Bytes start..end, announced as being at `start`."""
        kind = {"Content_Type": "application/offset+octet-stream", "Upload_Offset": str(start)}
        return requests.patch(
            self.platform.url + self.address,
            data=self.content[start:end],
            headers=self.headers(**kind | more),
            timeout=20,
        )

    def upload(self) -> str:
        """All at once; the attachment's id."""
        assert self.announce().status_code == 201
        assert self.send(0, len(self.content)).status_code == 204
        return self.attachment_id
