"""Judge a review: the text gives no date (定期, 适时, 常态化). A local reminder, never overdue."""

from datetime import date

from meeting_cadence.bodies import Body
from meeting_cadence.cadence import Review
from meeting_cadence.obligations.stream import Stream
from meeting_cadence.obligations.window import Window
from meeting_cadence.standing.judgement import Judgement, Standing
from meeting_cadence.standing.scene import Scene


def judge_review(stream: Stream, scene: Scene) -> list[Judgement]:
    """One row, label `review`, without a due day: `upcoming` until the last act + every, then `open`."""
    today = scene.moment.day
    if stream.end is not None and today >= stream.end:
        return []
    stretch = [one for one in stream.schedule if one.start is None or one.start <= today] or [
        stream.schedule[0]
    ]
    rule = stretch[-1].clause.rule
    assert isinstance(rule, Review)
    hits = scene.hits
    opens = _opens(rule, hits[-1].day, scene.body) if hits else stream.start
    waiting = bool(hits) and (opens is None or today < opens)
    early = not hits and opens is not None and today < opens
    window = Window("review", "review", opens, None, version=stretch[-1].version)
    standing = Standing.UPCOMING if waiting or early else Standing.OPEN
    last = hits[-1:]
    return [
        Judgement(
            stream,
            window,
            standing,
            1,
            None,
            len(last),
            tuple(hit.act for hit in last),
            tuple(hit.day for hit in last),
            planned=scene.planned_from(opens) if opens else None,
            binding=False,
        )
    ]


def _opens(rule: Review, last: date, body: Body) -> date | None:
    """When to look again: the last act + every, or the next term; None: the text does not even say how often."""
    if rule.every is None:
        return None
    if rule.every == "term":
        ends = [following.start for following in body.terms if following.start > last]
        expected = [term.end or term.expected_end for term in body.terms if term.start <= last]
        return min(ends) if ends else next((end for end in reversed(expected) if end is not None), None)
    return rule.every.after(last)
