"""How far an application (办件) is: its number, its stages, its dates and its lamp. Pure.

calendar.py   work days with holidays and 调休, time limits in each unit, days of acceptance
deadline.py   the last moment of a time limit, when special procedures stop its clock
lamp.py       green, yellow, red; and when the colour changes next
stages.py     8 stages and 11 other processes, as steps of a progress screen
states.py     the states of an application, and which may follow which
receipt.py    the number on the receipt, and what a citizen shows to find an application
view.py       the answer of the platform to a query for progress
"""
