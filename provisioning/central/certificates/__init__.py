"""Certificates: docs/certificates.md has the rules.

wire.py, api.py   requests as types, and the views
issue.py, data.py, making.py   may they have it; what it says; made
previews.py       its pages, before it is printed
ledger.py         states and life lines: never two valid originals
lapse.py          what nobody fetched
wishes.py         what was asked for while a terminal was cut off
lists.py, verify.py, page.py   what verifiers and phones get
"""
