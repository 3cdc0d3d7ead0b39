"""Durable, then sent: tickets, leases, the print journal, the outbox and the way to the platform.

`run.run_service` is the process. `seal` is used by the screen and imports nothing from here.
"""
