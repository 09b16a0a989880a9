"""Ways to reach a person: one folder a channel."""
