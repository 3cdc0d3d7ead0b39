"""`main.py doctor`: may this machine become, or stay, a terminal?"""
