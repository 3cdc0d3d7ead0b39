"""What a citizen takes along on a telephone.

kept.py    pages of sessions: sealed, in memory, gone with the session or after ten minutes
wire.py    a page as a terminal sends it
api.py     terminals put a page there, and end it
page.py    the page of one telephone
guide.py   guides, which are public and need no session
"""
