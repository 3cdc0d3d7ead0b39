"""The reference central platform: receives what terminals send, grants blocks of queue numbers,
and shows one page per hall. docs/platform.md holds its API and its rules; another platform can
stand behind the same API.

    wire.py        bytes of a request -> typed records, or why not            (pure)
    numbering.py   key, number and fingerprint of a record                    (pure)
    inbox_wire.py, upload_wire.py   the same for the inbox and for files      (pure)
    rules.py       which ticket stands, what is over quota                    (pure)
    sealed.py      opens the sealed identity                                  (pure)
    register.py    compares an identity with the person register
    batches.py     a batch in order, one record in one transaction
    effects.py     what each kind of record does in it
    seen.py        which numbers have come: watermark and gaps
    leases.py      blocks of numbers that never overlap
    uploads.py     attachments on disk, durable before they are acknowledged
    inbox.py       signed items for one terminal
    audit.py       the audit logs of the terminals
    hallstate.py   what the terminals of a hall are told
    limits.py, retention.py   what an operator limits, how long records stay
    answers.py     who asks, the body that came, refusals
    api.py, files.py, pages.py   the views; urls.py lists them
    faults.py, world.py   failure injection and orders of demos and tests
    keys.py, conf.py, setup.py, server.py   secrets, settings, preparation, serving
"""
