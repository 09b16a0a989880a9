"""The spine: which act settles which window, and what standing follows. Pure."""
