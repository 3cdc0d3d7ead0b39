from django.urls import path, re_path

from provisioning.central import api, pages

urlpatterns = [
    path("api/v1/records", api.records),
    path("api/v1/leases", api.leases),
    path("api/v1/halls/<str:hall_id>", api.hall),
    re_path(r"^api/(?P<rest>.*)$", api.not_found),
    path("", pages.index),
    path("halls/<str:hall_id>/", pages.hall_page),
    path("halls/<str:hall_id>/tickets.json", pages.evidence),
]
handler500 = "provisioning.central.pages.server_error"
