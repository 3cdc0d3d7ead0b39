"""A text in Chinese and, where somebody wrote them, in other languages."""

from msgspec import Struct


class Words(Struct, frozen=True):
    """`zh` is never empty; the others are sorted by their ISO 639-1 code."""

    zh: str
    others: tuple[tuple[str, str], ...] = ()

    def say(self, lang: str) -> str:
        """In that language, or in Chinese where nobody wrote it."""
        for other, text in self.others:
            if other == lang:
                return text
        return self.zh

    def has(self, lang: str) -> bool:
        return lang == "zh" or any(other == lang for other, _ in self.others)

    @property
    def languages(self) -> tuple[str, ...]:
        return ("zh", *(lang for lang, _ in self.others))

    def all(self) -> dict[str, str]:
        """Every language's text, zh first: the JSON form."""
        return {"zh": self.zh, **dict(self.others)}
