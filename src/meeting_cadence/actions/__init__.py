"""One file per verb, with the ports (Protocols) it needs."""
