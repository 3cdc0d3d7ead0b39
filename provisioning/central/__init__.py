"""The reference central platform: receives what terminals send, grants blocks of queue numbers,
and shows one page per hall. docs/platform.md holds its API and its rules; another platform can
stand behind the same API.

    wire.py        bytes of a request -> typed records, or why not            (pure)
    rules.py       which ticket stands, what is over quota                    (pure)
    sealed.py      opens the sealed identity                                  (pure)
    register.py    compares an identity with the person register
    effects.py     one record -> one transaction
    leases.py      blocks of numbers that never overlap
    hallstate.py   what the terminals of a hall are told
    api.py, pages.py   the views; urls.py lists them
    faults.py      failure injection in front of the API, for demos and tests
    keys.py, conf.py, setup.py, server.py   secrets, settings, preparation, serving
"""
