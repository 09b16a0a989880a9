"""A clause's cadence (频次要求) in a few words: how often, since what, by when."""

from collections.abc import Iterator
from typing import Final

from meeting_cadence.bodies import Text
from meeting_cadence.cadence import Deadline, Gap, Quota, Review
from meeting_cadence.dates import Duration
from meeting_cadence.regulations.model import Clause, Vocabulary
from meeting_cadence.words.say import say_both

WORDS: Final[dict[str, tuple[str, str]]] = {
    "cadence.length.min": ("{number}分钟", "{number} minutes"),
    "cadence.length.h": ("{number}小时", "{number} hours"),
    "cadence.length.d": ("{number}日", "{number} days"),
    "cadence.length.wd": ("{number}个工作日", "{number} working days"),
    "cadence.length.w": ("{number}周", "{number} weeks"),
    "cadence.length.m": ("{number}个月", "{number} months"),
    "cadence.length.y": ("{number}年", "{number} years"),
    "cadence.length.min.one": ("{number}分钟", "{number} minute"),
    "cadence.length.h.one": ("{number}小时", "{number} hour"),
    "cadence.length.d.one": ("{number}日", "{number} day"),
    "cadence.length.wd.one": ("{number}个工作日", "{number} working day"),
    "cadence.length.w.one": ("{number}周", "{number} week"),
    "cadence.length.m.one": ("{number}个月", "{number} month"),
    "cadence.length.y.one": ("{number}年", "{number} year"),
    "cadence.per.d": ("日", "day"),
    "cadence.per.w": ("周", "week"),
    "cadence.per.m": ("月", "month"),
    "cadence.per.y": ("年", "year"),
    "cadence.per.term": ("届", "term"),
    "cadence.quota.min": ("每{per}至少{least}次", "at least {least} in every {per}"),
    "cadence.quota.max": ("每{per}至多{most}次", "at most {most} in every {per}"),
    "cadence.quota.range": ("每{per}{least}至{most}次", "{least} to {most} in every {per}"),
    "cadence.quota.slots": ("限于规定时段", "in set parts of it"),
    "cadence.quota.each": ("逐个单位", "for each unit"),
    "cadence.gap.max": ("距上次不超过{most}", "no more than {most} since the last"),
    "cadence.gap.min": ("距上次不少于{least}", "no less than {least} since the last"),
    "cadence.gap.snap": ("至当年年底", "to the end of that year"),
    "cadence.gap.snap_month": ("至当月月底", "to the end of that month"),
    "cadence.after": ("“{what}”之后{limit}内", "within {limit} after: {what}"),
    "cadence.after.open": ("“{what}”之后及时", "in good time after: {what}"),
    "cadence.before": ("“{what}”之前至少{limit}", "at least {limit} before: {what}"),
    "cadence.before.zero": ("“{what}”之前", "before: {what}"),
    "cadence.with": ("“{what}”起{limit}内", "within {limit} with: {what}"),
    "cadence.with.zero": ("与“{what}”同日", "on the same day as: {what}"),
    "cadence.with.open": ("与“{what}”一并", "together with: {what}"),
    "cadence.review": ("未规定时间，每{per}复核一次", "no set time, looked at in every {per}"),
    "cadence.review.never": ("未规定时间，不设复核", "no set time, no reminder"),
    "cadence.normally": ("一般", "as a rule"),
    "cadence.joined": ("{first}，{second}", "{first}, {second}"),
}


def cadence_of(clause: Clause, vocabulary: Vocabulary) -> Text:
    """What a clause demands, in both languages; kinds of acts and events by their names in the vocabulary."""
    parts = list(_parts(clause, vocabulary))
    if clause.force == "normally":
        parts.insert(0, say_both("cadence.normally"))
    whole = parts[0]
    for part in parts[1:]:
        whole = say_both("cadence.joined", first=whole, second=part)
    return whole


def length_in_words(length: Duration) -> Text:
    """30 days, 5 working days, 4 hours."""
    code = f"cadence.length.{length.unit}"
    return say_both(f"{code}.one" if length.number == 1 else code, number=length.number)


def _parts(clause: Clause, vocabulary: Vocabulary) -> Iterator[Text]:
    rule = clause.rule
    if isinstance(rule, Quota):
        yield _quota(rule)
        if rule.slots:
            yield say_both("cadence.quota.slots")
        if clause.each_of:
            yield say_both("cadence.quota.each")
    elif isinstance(rule, Gap):
        yield from _gap(rule)
    elif isinstance(rule, Deadline):
        yield _deadline(rule, vocabulary)
    else:
        yield _review(rule)


def _quota(rule: Quota) -> Text:
    per = _per(rule.per or "term")
    if rule.max is None:
        return say_both("cadence.quota.min", per=per, least=rule.min)
    if rule.min == 0:
        return say_both("cadence.quota.max", per=per, most=rule.max)
    return say_both("cadence.quota.range", per=per, least=rule.min, most=rule.max)


def _gap(rule: Gap) -> Iterator[Text]:
    if rule.max is not None:
        yield say_both("cadence.gap.max", most=length_in_words(rule.max))
        if rule.snap != "none":
            yield say_both("cadence.gap.snap" if rule.snap == "year" else "cadence.gap.snap_month")
    if rule.min is not None:
        yield say_both("cadence.gap.min", least=length_in_words(rule.min))


def _deadline(rule: Deadline, vocabulary: Vocabulary) -> Text:
    what = _named(rule, vocabulary)
    code = f"cadence.{rule.relation}"
    if rule.length is None:
        return say_both(f"{code}.open", what=what)
    if rule.length.number == 0 and rule.relation != "after":
        return say_both(f"{code}.zero", what=what)
    return say_both(code, what=what, limit=length_in_words(rule.length))


def _named(rule: Deadline, vocabulary: Vocabulary) -> Text:
    trigger = rule.trigger
    if trigger.event is not None:
        return vocabulary.events.get(trigger.event, Text.both(trigger.event))
    act = trigger.act or ""
    return vocabulary.acts.get(act) or vocabulary.items.get(act) or Text.both(act)


def _review(rule: Review) -> Text:
    if rule.every is None:
        return say_both("cadence.review.never")
    return say_both("cadence.review", per=_per(rule.every))


def _per(length: Duration | str) -> Text:
    """The one unit of a grid (year, term), else its length (5 years)."""
    if isinstance(length, str):
        return say_both("cadence.per.term")
    if length.number == 1 and f"cadence.per.{length.unit}" in WORDS:
        return say_both(f"cadence.per.{length.unit}")
    return length_in_words(length)
