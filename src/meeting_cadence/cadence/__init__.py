"""How often something must happen: four surface forms, each a pure rule about days.

quota (windows on a grid), gap (since the body's own previous act), deadline (after, before or with an anchor),
review (the text gives no date). Who is obliged and by which sentence is the business of `regulations`.
"""

from meeting_cadence.cadence.rules import (
    Align,
    Deadline,
    First,
    Gap,
    Quota,
    Review,
    Rule,
    Slot,
    Trigger,
)

__all__ = ["Align", "Deadline", "First", "Gap", "Quota", "Review", "Rule", "Slot", "Trigger"]
