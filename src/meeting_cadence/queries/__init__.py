"""Questions: read-only, with the ports (Protocols) they need."""
