"""Words in the titles of calendar entries, in both languages: what they say about an entry, and what means nothing."""

import re
from typing import Final

PREPARING: Final = (
    "筹备", "准备", "预备", "彩排", "提醒", "材料", "通知", "preparat", "reminder", "rehearsal", "draft",
)  # fmt: skip
"""It is about getting ready for something, or about its papers."""
OFF: Final = ("取消", "延期", "改期", "cancel", "postpone")
"""It does not take place then."""
NUMBERS: Final = re.compile(r"第?[0-9一二三四五六七八九十百]+[届次年月日号]?|[0-9]+(?:st|nd|rd|th)?")
"""Which one it is: every year another."""
