from django.urls import path, re_path

from provisioning.central import api, audit, files, pages, world

urlpatterns = [
    path("api/v1/records", api.records),
    path("api/v1/audit", audit.audit),
    path("api/v1/leases", api.leases),
    path("api/v1/inbox", api.feed),
    path("api/v1/files", files.collection),
    path("api/v1/files/<str:upload_id>", files.one),
    path("api/v1/halls/<str:hall_id>", api.hall),
    path("api/v1/openapi.yaml", api.openapi),
    re_path(r"^api/(?P<rest>.*)$", api.not_found),
    path("_world/inbox", world.inbox),
    path("", pages.index),
    path("halls/<str:hall_id>/", pages.hall_page),
    path("halls/<str:hall_id>/tickets.json", pages.evidence),
]
handler500 = "provisioning.central.pages.server_error"
