"""What a terminal says of the package that it keeps of an application, and of its end."""

from provisioning.central.exchange import wire
from provisioning.central.exchange.archive_wire import Destroyed
from provisioning.central.exchange.rejected import Rejected
from provisioning.central.models import Application, ArchiveCopy, Record


def note(application: Application, body: wire.Application) -> None:
    """With the application comes what the terminal archived of it."""
    if body.manifest:
        ArchiveCopy.objects.create(application=application, manifest=body.manifest)


def destroyed(row: Record, body: Destroyed) -> None:
    """The terminal has destroyed its copy. Where the two ends mean different things, that is a
    dead letter over there: somebody must look. A terminal that was brought back from a copy says
    it again. Raises Rejected."""
    package = _package(row, body)
    if package.manifest != body.manifest:
        raise Rejected("manifest is not the one that came with the application")
    if not package.destroyed_at:
        package.destroyed_at, package.reason = body.at, body.reason
        package.save(update_fields=["destroyed_at", "reason"])


def _package(row: Record, body: Destroyed) -> ArchiveCopy:
    own = ArchiveCopy.objects.filter(application__terminal=row.terminal)
    if not body.application_id:
        found = own.filter(manifest=body.manifest).first()
    else:
        found = own.filter(application_id=body.application_id).first()
        found = found or _of_earlier(row, body)
    if found is None:
        raise Rejected("no application of this terminal has this package")
    return found


def _of_earlier(row: Record, body: Destroyed) -> ArchiveCopy | None:
    """An application that came before this platform kept manifests."""
    application = Application.objects.filter(
        terminal=row.terminal, application_id=body.application_id
    ).first()
    if application is None:
        return None
    return ArchiveCopy.objects.create(application=application, manifest=body.manifest)
