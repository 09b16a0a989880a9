"""The house of the feeds, for the verbs about feeds."""

from tests.feeds.conftest import house, template

__all__ = ["house", "template"]
