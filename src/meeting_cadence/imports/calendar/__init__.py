"""A secretariat's own calendar laid beside what should have happened: proposals that a person confirms, never more."""
