"""A platform that has the lists which a test gives it."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from kiosk.certificates.lists import content_digest
from tests.offline_queue.scripted_books import Raw
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.verifying.signing import KEY, revocation, same, signed, trust


class ListsPlatform(ScriptedPlatform):
    """`made` by name: the list as it is now. `forged` by name is sent instead of what is right."""

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, dict[str, Any]] = {"trust": trust(), "revocation": revocation()}
        self.forged: dict[str, dict[str, Any]] = {}
        self.signs_with = (KEY, "k1")

    def asked(self) -> list[str]:
        """For lists, in order: name, and + where a digest came with it."""
        paths = [urlsplit(path) for path, _ in self.requests if "/lists/" in path]
        return [one.path.rsplit("/", 1)[1] + ("+" if one.query else "") for one in paths]

    def answer(self, path: str, body: Raw, word: str) -> Raw:
        content = super().answer(path, body, word)
        where = urlsplit(path)
        if "/lists/" not in where.path:
            return content
        name = where.path.rsplit("/", 1)[1]
        if name in self.forged:
            return content | self.forged[name]
        document = self.made[name]
        version = int(self.now().timestamp())
        document = document | {"version": version, "as_of": self.now().isoformat()}
        if parse_qs(where.query).get("have") == [content_digest(document)]:
            document = same(document, version, self.now())
        return content | signed(document, *self.signs_with)
