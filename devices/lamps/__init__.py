"""Indicator lamps beside the slots, over a Modbus RTU relay board. See PROTOCOL.md."""
