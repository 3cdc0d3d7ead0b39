"""The reference central platform: receives what terminals send, grants blocks of queue numbers,
issues certificates, and shows pages to halls and phones. docs/platform.md holds its API and its
rules; another platform can stand behind the same API.

    exchange/       what comes from terminals and goes to them: records, numbers, files, inbox
    progress/       how far applications are, their time limits and lamps, and who is told
    certificates/   issued, sealed, copied, taken back, verified
    ratings/        what citizens say of a service, and what follows a bad word
    queries/        what departments know of a person
    handoff/        what a citizen takes along on a telephone
    packs.py, packages.py   service items published to terminals, and served here
    sources/, vault.py      simulated registers; encrypted columns
    models/, migrations/, templates/, management/   tables, pages, commands
    answers.py, every.py, hallstate.py, evidence.py   who asks, refusals, what each answer tells
    pages.py, urls.py, words.py             pages of halls, addresses, types of small words
    visitors.py                             who guesses addresses of pages must wait
    faults.py, world.py     failure injection and orders of demos and tests
    keys.py, conf.py, setup.py, sample.py, server.py, background.py   secrets, settings, serving
"""
