"""Who may see and record what: plain predicates."""
