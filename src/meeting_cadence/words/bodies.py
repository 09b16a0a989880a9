"""What tiers and roles of bodies are called, where a pack uses the usual ones; its own words stay as they are."""

from typing import Final

from meeting_cadence.words.say import Language

TIERS: Final[dict[str, tuple[str, str]]] = {
    "international": ("国际", "international"),
    "national": ("国家", "national"),
    "central": ("中央", "central"),
    "province": ("省级", "province"),
    "city": ("市级", "city"),
    "county": ("县级", "county"),
    "township": ("乡镇（街道）", "township"),
    "village": ("村（社区）", "village"),
}
ROLES: Final[dict[str, tuple[str, str]]] = {
    "party_committee": ("党委", "Party committee"),
    "standing_committee": ("常务委员会", "standing committee"),
    "leading_party_group": ("党组", "leading Party group"),
    "party_branch": ("党支部", "Party branch"),
    "cac_commission": ("网信委", "cyberspace commission"),
    "cac_office": ("网信办", "cyberspace office"),
    "provincial_unit": ("省直单位", "provincial department"),
    "commission_member": ("成员单位", "member unit"),
    "government": ("政府", "government"),
    "congress": ("人民代表大会", "people’s congress"),
    "committee": ("委员会", "committee"),
    "conference": ("会议", "conference"),
    "company": ("公司", "company"),
    "study_group": ("理论学习中心组", "study group"),
    "leadership_meeting": ("领导班子会议", "leadership meeting"),
}


def tier_named(tier: str, language: Language) -> str:
    """A tier in words."""
    return _named(TIERS, tier, language)


def role_named(role: str, language: Language) -> str:
    """A role, which is the kind of a body, in words."""
    return _named(ROLES, role, language)


def _named(table: dict[str, tuple[str, str]], code: str, language: Language) -> str:
    return table[code][language == "en"] if code in table else code
