"""What citizens say of a service.

wire.py, kept.py  records of services and ratings, and what they do
follow_ups.py     what follows a bad one, until it was told
page.py, admin.py  rated later by a code; scores for admins
"""
