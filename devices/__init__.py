"""Bytes on one side, messages of kiosk.messages on the other. The only home of device libraries."""
