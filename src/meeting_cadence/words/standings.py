"""The standings, by word. Meetings are held, other matters are done: `held` chooses (已召开 / 已办结)."""

from typing import Final

from meeting_cadence.regulations.model import Mandate
from meeting_cadence.words.say import Language, say

WORDS: Final[dict[str, tuple[str, str]]] = {
    "standings.superseded": ("已被修订取代", "superseded"),
    "standings.excused": ("已豁免", "excused"),
    "standings.violated": ("不符合要求", "not as required"),
    "standings.met": ("已召开", "held"),
    "standings.met_extended": ("延期召开", "held within an extension"),
    "standings.met_late": ("逾期召开", "held late"),
    "standings.upcoming": ("未到期", "not yet open"),
    "standings.postponed": ("延期（经批准）", "postponed with approval"),
    "standings.open": ("待召开", "to be held"),
    "standings.optional": ("过渡期（不考核）", "transition, not assessed"),
    "standings.no_record": ("无登记", "no record"),
    "standings.overdue": ("逾期未见登记", "overdue, no record seen"),
    "standings.missed": ("应召开未召开", "missed"),
    "standings.due_soon": ("临期", "due soon"),
    "standings.planned": ("已安排", "planned"),
    "standings.done.met": ("已办结", "done"),
    "standings.done.met_extended": ("延期办结", "done within an extension"),
    "standings.done.met_late": ("逾期办结", "done late"),
    "standings.done.open": ("待办", "to be done"),
    "standings.done.missed": ("应办未办", "missed"),
}

_DONE: Final = frozenset(code.removeprefix("standings.done.") for code in WORDS if ".done." in code)


def standing_word(face: str, mandate: Mandate | None, language: Language) -> str:
    """A standing or a facet of `open` in words: meetings are held, other matters are done."""
    is_done = face in _DONE and (mandate is None or not mandate.is_meeting)
    return say(f"standings.done.{face}" if is_done else f"standings.{face}", language)
