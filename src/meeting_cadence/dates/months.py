"""Month arithmetic. The one clipping rule of the project lives here.

A period in months or years ends on the corresponding day of the final month, or on that month's last day where
there is none (Civil Code of the PRC, art. 202; *Dodds v Walker* [1981] 2 All ER 609). It is always computed from
the original anchor, so 31 January + 1 month is 28 February and + 2 months is 31 March.
"""

from calendar import monthrange
from datetime import date


def add_months(anchor: date, months: int) -> date:
    """The corresponding day `months` later (negative: earlier), clipped to the end of its month."""
    year, month0 = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    month = month0 + 1
    if anchor.day <= 28:
        return date(year, month, anchor.day)
    return date(year, month, min(anchor.day, monthrange(year, month)[1]))
