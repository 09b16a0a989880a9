"""The ledger (台账): facts, append-only; folding corrections; what was known when."""
