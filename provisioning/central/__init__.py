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
    applications.py   what the record of an application does
    progress.py, parcels.py, orders.py   how it goes on; what departments and carriers tell
    timing.py, lamps.py   time limits, work days, lamps that change by themselves; repairs
    events.py, outgoing.py, contacts.py, background.py   one event of each change, and to whom
    finding.py, guesses.py, progress_view.py   which key opens what, and what is shown of it
    api_progress.py, follow.py, supervision.py   progress for terminals, phones, supervision
    seen.py        which numbers have come: watermark and gaps
    leases.py      blocks of numbers that never overlap
    uploads.py     attachments on disk, durable before they are acknowledged
    inbox.py       signed items for one terminal
    audit.py       the audit logs of the terminals
    hallstate.py   what the terminals of a hall are told
    limits.py, retention.py   what an operator limits, how long records stay
    answers.py     who asks, the body that came, refusals
    api.py, files.py, pages.py   the views; urls.py lists them
    certificates.py    the views about certificates; behind them
        certificate_issue.py, _data.py, _making.py   may they have it; what it says; made
        certificate_ledger.py, wishes.py   states and life lines; what was asked for while cut off
        certificate_lists.py, _verify.py, verify_page.py   what verifiers and phones get
        packages.py, sources/, vault.py   items served here, simulated registers, encrypted columns
    faults.py, world.py   failure injection and orders of demos and tests
    keys.py, conf.py, setup.py, server.py   secrets, settings, preparation, serving
"""
