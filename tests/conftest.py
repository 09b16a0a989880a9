"""What is really shared by all tests: how many examples a property is tried on."""

from hypothesis import settings

settings.register_profile("everyday", max_examples=50, deadline=None)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile("everyday")
