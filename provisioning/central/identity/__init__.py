"""Identity providers, simulated: a city's behind API v1 and a province's of another wire, over the
persons of the sample register alone. There only where the platform was started for a demo or a
test, or its data folder says so; elsewhere their addresses are not found.

    people.py      who has which mobile number, licence, U-key
    codes.py       QR codes: signed, short-lived
    provider.py    what both providers do: codes by SMS, codes used once, challenges
    api.py         the city's wire, and tickets for single sign-on
    province.py    the province's wire
    sso.py         tickets redeemed once
    orders.py      the dock's side: the phone, the licence, the U-key of somebody
"""
