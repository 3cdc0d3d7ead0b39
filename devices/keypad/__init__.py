"""Encrypting keypads of SZZT make, in clear mode only. See PROTOCOL.md."""
