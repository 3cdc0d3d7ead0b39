"""The catalogue on real files, in real processes."""
