from django.urls import path, re_path

from provisioning.central import packs, pages, world
from provisioning.central.certificates import api as certificates
from provisioning.central.certificates import booking
from provisioning.central.certificates import page as verify_page
from provisioning.central.exchange import api, audit, files
from provisioning.central.handoff import api as handoff
from provisioning.central.handoff import guide as guide_page
from provisioning.central.handoff import page as take_page
from provisioning.central.identity import api as identity
from provisioning.central.identity import province, sso
from provisioning.central.progress import api as api_progress
from provisioning.central.progress import follow, supervision
from provisioning.central.queries import api as api_queries
from provisioning.central.queries import mine as api_mine
from provisioning.central.ratings import admin as rating_admin
from provisioning.central.ratings import page as rating_page

urlpatterns = [
    path("api/v1/records", api.records),
    path("api/v1/audit", audit.audit),
    path("api/v1/leases", api.leases),
    path("api/v1/inbox", api.feed),
    path("api/v1/files", files.collection),
    path("api/v1/files/<str:upload_id>", files.one),
    path("api/v1/halls/<str:hall_id>", api.hall),
    path("api/v1/progress", api_progress.progress),
    path("api/v1/queries", api_queries.queries),
    path("api/v1/mine", api_mine.mine),
    path("api/v1/certificates", certificates.collection),
    path("api/v1/certificates/<str:certificate_id>", certificates.one),
    path("api/v1/certificates/<str:certificate_id>/preview", certificates.preview),
    path("api/v1/certificates/<str:certificate_id>/copies", certificates.copies),
    path("api/v1/certificates/<str:certificate_id>/copies/<str:copy_no>", certificates.copy),
    path("api/v1/lists/<str:name>", certificates.lists),
    path("api/v1/verifications", certificates.verification),
    path("api/v1/identity/codes", identity.codes),
    path("api/v1/identity/challenges", identity.challenges),
    path("api/v1/identity/proofs", identity.proofs),
    path("api/v1/identity/tickets", identity.tickets),
    path("api/v1/handoffs", handoff.collection),
    path("api/v1/handoffs/<str:link>/end", handoff.end),
    path("api/v1/openapi.yaml", api.openapi),
    re_path(r"^api/(?P<rest>.*)$", api.not_found),
    path("packs/<path:path>", packs.file),
    path("_world/inbox", world.inbox),
    path("_world/progress", world.progress),
    path("_world/identity", world.identity),
    path("_world/certificate", world.certificate),
    path("gateway", province.gateway),
    path("sso/redeem", sso.redeem),
    path("", pages.index),
    path("follow/<str:token>", follow.page),
    path("follow/<str:token>/events.json", follow.events),
    path("follow/<str:token>/notify", follow.notify),
    path("verify", verify_page.page),
    path("V/<str:code>", verify_page.scanned),
    path("v/<str:code>", verify_page.scanned),
    path("certificates/<str:certificate_id>.json", verify_page.life),
    path("certificates/<str:certificate_id>/revoke", verify_page.revoke),
    path("certificates/<str:certificate_id>/cancel", booking.cancel),
    path("terminals/<str:terminal_id>/bookings", booking.collection),
    path("rate/<str:token>", rating_page.page),
    path("take/<str:token>", take_page.page),
    path("guide/<str:code>", guide_page.page),
    path("guide/<str:code>/flow.png", guide_page.picture),
    path("ratings/", rating_admin.page),
    path("ratings.json", rating_admin.counters),
    path("ratings/follow-ups.json", rating_admin.follow_ups),
    path("ratings/<str:row_guid>/follow", rating_admin.follow),
    path("supervision.json", supervision.export),
    path("halls/<str:hall_id>/", pages.hall_page),
    path("halls/<str:hall_id>/tickets.json", pages.evidence),
]
handler500 = "provisioning.central.pages.server_error"
