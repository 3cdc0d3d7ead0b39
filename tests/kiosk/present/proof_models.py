"""Of the models that the flow makes: certificates on their way."""

from kiosk.flow.proof.proof import Proof
from kiosk.flow.states import State
from kiosk.flow.visit import Visit
from kiosk.messages.certificates import PrintCertificate, WishKept
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.papers import PAPER_ID, ready
from tests.kiosk.item_samples import HOUSES, PROOF, item

READY = frozenset(
    {
        *(State.PREVIEW, State.CERT_PRINTING, State.CERT_TROUBLE, State.CERT_UNSURE),
        State.CERT_TAKE,
    }
)
WISHES = frozenset({State.WISH, State.WISHING, State.WISH_KEPT})
PROOFS = frozenset(
    {*READY, *WISHES, State.LOOKING, State.CERT_HERE, State.PICKUP_CODE, State.ISSUING}
)


def proof_in(state: State, full: bool) -> Proof:
    """`full`: as far as it goes, of two pages; else of one, without a picture."""
    if state is State.CERT_HERE:
        return Proof(looked=True, found=(ready("old", held=True),) if full else ())
    if state in WISHES:
        slip = PrintState.PRINTED if full else None
        return Proof(looked=True, kept=WishKept("wish", "7KQ2M9XWE4TA", "slip"), slip=slip)
    if state not in READY:
        return Proof()
    shown = ready("r", 2 if full else 1)
    proof = Proof(looked=True).with_ready(shown if full else replace(shown, preview=()), "leave")
    order = PrintCertificate("order", PAPER_ID, 1)
    return replace(proof, order=order, job_id="job", done=int(full), used=full)


def proving_visit(state: State, full: bool) -> Visit:
    """With everything chosen where there is a wish."""
    if state in WISHES:
        return Visit(item=item(HOUSES), version=1, doing=True, by="IDCARD", inputs=("self",))
    text = "7KQ2M9" if full and state is State.PICKUP_CODE else ""
    return Visit(item=item(PROOF), version=1, doing=True, by="IDCARD", text=text)
