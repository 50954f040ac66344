"""Open pages: a thousand streams on one process, on both databases, and a restart in the middle."""
