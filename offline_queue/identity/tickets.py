"""One-time tickets for single sign-on: the platform makes one for the sealed person, for a page of
somebody else. What leaves the terminal is that ticket alone."""

import base64
from collections.abc import Callable

import msgspec
from msgspec import Struct

from kiosk.config import TerminalConfig
from kiosk.faults import Fault
from kiosk.identity_settings import IdentitySettings
from kiosk.messages.identity import AskTicket, TicketGiven
from kiosk.ports import NotIdentified
from offline_queue.identity.asking import Way, not_ours, object_of, seconds, text
from offline_queue.sync.bearer import NoToken, read_token
from offline_queue.sync.transport import CutAdapter

TICKETS = "/api/v1/identity/tickets"


class Tickets(Struct, frozen=True):
    way: Way
    is_cut: Callable[[], bool]

    def ask(self, asked: AskTicket) -> TicketGiven:
        """Raises NotIdentified."""
        if self.is_cut():
            raise NotIdentified(Fault.ITEM_NEEDS_NETWORK, "the platform is known not to answer")
        body = {
            "request_id": asked.request_id,
            "audience": asked.audience,
            "identity": "verified_offline",
            "holder_hash": asked.holder_hash,
            "sealed": base64.b64encode(asked.sealed).decode("ascii"),
        }
        reply = self.way.send(TICKETS, msgspec.json.encode(body), token=self.way.token())
        payload = object_of(reply)
        if reply.status != 200:
            raise NotIdentified(Fault.IDENTITY_REFUSED, f"status {reply.status}")
        if payload.get("request_id") != asked.request_id:
            raise not_ours("another request")
        return TicketGiven(asked.request_id, text(payload, "ticket"), seconds(payload, "valid_s"))


def tickets_of(
    config: TerminalConfig, is_cut: Callable[[], bool], cable: CutAdapter | None
) -> Tickets:
    def token() -> str:
        try:
            return read_token(config.token_file)
        except NoToken as error:
            raise NotIdentified(Fault.IDENTITY_REFUSED, str(error)) from None

    settings = IdentitySettings("city", config.central_url)
    return Tickets(Way(settings, token, str, int, cable), is_cut)
