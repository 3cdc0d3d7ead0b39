"""Second-generation ID card readers with a SAM-V module on a serial line. See PROTOCOL.md."""
