"""The desk of certificates, put together for one terminal."""

from kiosk.config import TerminalConfig
from kiosk.messages.service import Network
from offline_queue.around import Around
from offline_queue.certificates.desk import Booked, CertificateDesk
from offline_queue.certificates.getting import Getting
from offline_queue.certificates.platform import PATIENCE, Platform
from offline_queue.certificates.wishes import Wishes
from offline_queue.office import Office
from offline_queue.packages import Packages
from offline_queue.printing.handing import Handing
from offline_queue.sync.asking import Way
from offline_queue.sync.destinations import Destinations
from offline_queue.sync.transport import CutAdapter
from offline_queue.verifying.lists import Lists


def certificate_desk(
    config: TerminalConfig,
    office: Office,
    handing: Handing,
    around: Around,
    lists: Lists,
    booked: Booked,
    sync: Destinations,
    cable: CutAdapter | None,
) -> CertificateDesk:
    """`cable`: the demo's."""

    def is_cut() -> bool:
        return sync.contact.network is Network.DOWN

    way = Way(config.central_url, config.token_file, is_cut, cable, PATIENCE)
    packages = Packages(around.catalogue, office.now)
    getting = Getting(
        platform=Platform(way, office.now),
        store=office.store,
        checking=around.checking,
        known=lists.known,
        now=office.now,
        wake=sync.wake,
    )
    wishes = Wishes(packages, office, handing, sync.wake)
    return CertificateDesk(getting, packages, office, handing, wishes, booked)
