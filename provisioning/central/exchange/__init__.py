"""What comes from terminals and goes to them.

wire.py           bytes of a request -> typed records, or why not                     (pure)
numbering.py      key, number and fingerprint of a record                             (pure)
inbox_wire.py, upload_wire.py, lease_wire.py, archive_wire.py   the same for others   (pure)
rules.py          which ticket stands, what is over quota                             (pure)
sealed.py         opens the sealed identity                                           (pure)
register.py       compares an identity with the person register
batches.py        a batch in order, one record in one transaction
effects.py        what each kind of record does in it; rejected.py   why it does not
seen.py           which numbers have come: watermark and gaps
leases.py         blocks of numbers that never overlap
uploads.py        attachments on disk, durable before they are acknowledged; files.py   views
inbox.py          signed items for one terminal; by_hand.py   those that somebody sends
audit.py          the audit logs of the terminals
archives.py       packages that terminals keep, and their end
limits.py, retention.py   what an operator limits, how long records stay
api.py            the views
"""
