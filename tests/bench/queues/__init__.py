"""The durable queue against the disk itself and against other queues."""
