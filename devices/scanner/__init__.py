"""Document scanners behind SANE: flatbed and feeder. See PROTOCOL.md."""
