"""Document cameras (高拍仪): a page found, judged, flattened and bound. See PROTOCOL.md."""
