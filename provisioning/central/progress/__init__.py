"""How far each application is, and everybody who is told.

applications.py   what the record of an application does
cases.py, parcels.py, orders.py   how it goes on; what departments and carriers tell
timing.py, lamps.py   time limits, work days, lamps that change by themselves; repairs
events.py, outgoing.py, contacts.py   one event of each change, and to whom
finding.py, guesses.py, view.py   which key opens what, and what is shown of it
wire.py, api.py, follow.py, supervision.py   for terminals, phones, supervision
"""
