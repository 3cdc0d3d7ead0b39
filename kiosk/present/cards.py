"""Which cards are asked for now: for a number both, for an item those that it takes. Words,
pictures and lamps go by this."""

from kiosk.flow.here import means_of
from kiosk.flow.identify.known import credential_of
from kiosk.flow.model import Model
from kiosk.items.codes import Credential
from kiosk.items.credentials import enough, plain
from kiosk.items.model import ServiceItem

CARDS = (Credential.IDCARD, Credential.IDCARD_FACE, Credential.SSCARD)
"""A card that is put down is one of these; they share a tile."""
_BOTH = frozenset({Credential.IDCARD, Credential.SSCARD})


def cards_of(model: Model, item: ServiceItem) -> list[Credential]:
    """The item's cards that work now; one that is known already proves no more when it is read
    again."""
    return [one for one in means_of(model, item) if one in CARDS and _adds(model, one)]


def _adds(model: Model, one: Credential) -> bool:
    holder = model.holder if model.asking.stepping else None
    own = credential_of(holder) if holder is not None else None
    if holder is None or own is None:
        return True
    return plain(one) is not plain(own) or not holder.name


def wanted(model: Model) -> frozenset[Credential]:
    """Kinds of card that are asked for, whether their readers work or not."""
    item = model.visit.item if model.visit.doing else None
    if item is None:
        return _BOTH
    taken = [one for one in enough(item) if one in CARDS and _adds(model, one)]
    return frozenset(plain(one) for one in taken) or _BOTH


def readable(model: Model) -> frozenset[Credential]:
    """Those among them that are read now."""
    working = {Credential.IDCARD: model.reads_id, Credential.SSCARD: model.reads_ssc}
    return frozenset(one for one in wanted(model) if working[one])


def which_card(model: Model) -> str:
    """As the ending of a text's key: the ID card, `_ssc` the social security card, `_any` both."""
    kinds = readable(model) or wanted(model)
    if not readable(model) and kinds == _BOTH:
        return ""
    return ending(kinds)


def ending(kinds: frozenset[Credential]) -> str:
    if Credential.SSCARD not in kinds:
        return ""
    return "_any" if Credential.IDCARD in kinds else "_ssc"


def picture(model: Model, reading: bool = False) -> str:
    """A card laid down, or one that goes into its slot."""
    kind = "chip" if which_card(model) == "_ssc" else "card"
    return f"{kind}_reading" if reading else f"{kind}_in"
