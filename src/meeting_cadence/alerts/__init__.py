"""Who is told what, when, exactly once."""
