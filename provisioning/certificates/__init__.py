"""Certificates made, sealed and checked. Only the child processes load typst and pyHanko.

worker.py, serve.py, confine.py   a child with limits: asked over pipes, killed by its deadline
render*.py, lib/                  template and facts -> PDF/A-2b or a preview
seal*.py, authority.py            code and seal put on, by keys under DATA/keys
check*.py                         a terminal's look at a sealed PDF before it prints
qr.py, picture.py                 the signed code and its drawing
offline.py                        a code verified without a network
registry.py, registry.toml        the types that may be issued
"""
