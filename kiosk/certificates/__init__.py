"""Certificates as both ends speak of them: ids, the code on paper, copies, verdicts. Pure."""
