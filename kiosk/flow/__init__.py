"""What a citizen does at the screen, as a table: a state, a signal, a rule. Pure; time and ids come
in as facts.

    advance.py, table.py     one event answered; which rule answers which signal in which state
    states.py, events.py, effects.py, model.py, visit.py   what there is to know, and to ask for
    rules_common.py, rules_ticket.py   what holds everywhere; a queue ticket
    identify/    who somebody is, and by which means
    items/       service items: found, read, computed, looked up; what is mine; themes
    proof/       a certificate, from what was booked to the paper in the hand
    scan/        codes under the reader; papers verified
    takeaway/    on a slip, on a phone, as a picture
    rating/      what somebody says of a service
    here.py, typed.py, timeouts.py   what works here now; what was typed; how long
"""
