"""What departments know of a person, asked by a terminal.

wire.py, asked.py   a question as a type; sources and answers
api.py            the views
mine.py           what concerns one person
"""
