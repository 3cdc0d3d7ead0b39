"""Certificates at a terminal: asked for, checked, shown, printed once, or wished for while cut off.

A copy is written down before it is fetched, and goes into the print journal with its job. What was
fetched and never printed becomes void: where the citizen leaves, where the document is refused, and
at the next start. A document is in memory alone.
"""
