"""What the log says of answers that failed. Loaded before there are tables."""

import logging


class RouteAlone(logging.Filter):
    """Of `django.request`, which would write the address: that has tokens and codes in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        route = match.route if match else "no address of ours"
        status, method = getattr(record, "status_code", 0), getattr(request, "method", "")
        record.msg, record.args = "%s %s /%s", (status, method, route)
        return True
