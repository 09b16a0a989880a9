"""The words of one round of letters: a mail for those who are asked, one for those who are told that it is off."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from meeting_cadence.alerts.clean import one_line
from meeting_cadence.alerts.invitations.decide import Method, Round
from meeting_cadence.alerts.mail import LANGUAGES, LONGEST_SUBJECT, Mail, lay_out
from meeting_cadence.alerts.story import Story
from meeting_cadence.queries.invitations import Invitation
from meeting_cadence.queries.meetings import Meeting
from meeting_cadence.regulations.model import Pack
from meeting_cadence.words.invitations_when import when_in_words
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import Language, say

LONGEST_TITLE: Final = 80


class Letter(NamedTuple):
    """A mail and what the calendar object beside it says."""

    mail: Mail
    summary: str
    description: tuple[str, ...]


def reply_path(key: str) -> str:
    """Where an invitation is shown to those who are signed in; in mails a signed link stands instead."""
    return f"/invitations/{key}"


def letter(round_: Round, method: Method, pack: Pack, *, base_url: str) -> Letter:
    """The letter of a round to those who are asked (REQUEST) or to those for whom it is off (CANCEL)."""
    told = {language: [_story(round_, method, Names(pack, language), base_url)] for language in LANGUAGES}
    names = Names(pack, "zh")
    heading = say(f"invitations.heading.{_sort(round_, method)}", "zh")
    summary = _title(round_.invitation, names)
    prefix = f"{heading}：" if method == "CANCEL" else ""
    return Letter(
        lay_out(_subject(round_, method, pack), told),
        f"{prefix}{summary}（{_bodies(round_.invitation.told, names)}）",
        tuple(_described(round_, method, pack)),
    )


def _sort(round_: Round, method: Method) -> str:
    if method == "CANCEL" and round_.change != "cancelled":
        return "uninvited"
    return round_.change


def _subject(round_: Round, method: Method, pack: Pack) -> str:
    parts = [
        say(
            "invitations.subject",
            language,
            heading=say(f"invitations.heading.{_sort(round_, method)}", language),
            title=one_line(_title(round_.invitation, Names(pack, language)), LONGEST_TITLE),
            when=_when(round_.invitation.told, round_.invitation, language),
        )
        for language in LANGUAGES
    ]
    return one_line(" | ".join(parts), LONGEST_SUBJECT)


def _story(round_: Round, method: Method, names: Names, base_url: str) -> Story:
    invitation, language = round_.invitation, names.language
    sort = _sort(round_, method)
    lead = say(
        f"invitations.lead.{sort}",
        language,
        body=_bodies(invitation.told, names),
        title=_title(invitation, names),
        when=_when(invitation.told, invitation, language),
    )
    asked = method == "REQUEST"
    actions = ("reply", "only_here") if asked else ("remove",)
    address = f"{base_url}{reply_path(invitation.key)}"
    return Story(
        say(f"invitations.heading.{sort}", language),
        lead,
        tuple(_facts(round_, names)),
        tuple(say(f"invitations.do.{action}", language) for action in actions),
        ((say("invitations.link.reply", language), address),) if asked else (),
    )


def _facts(round_: Round, names: Names) -> Iterator[tuple[str, str]]:
    invitation, language, before = round_.invitation, names.language, round_.before
    told = invitation.told

    def fact(name: str, value: str) -> tuple[str, str]:
        return say(f"invitations.fact.{name}", language), one_line(value)

    yield fact("title", _title(invitation, names))
    yield fact("body", _bodies(told, names))
    yield fact("when", _when(told, invitation, language))
    if before is not None and (before.start, before.end) != (told.start, told.end):
        yield fact("before", _when(before, invitation, language))
    if told.place:
        yield fact("place", told.place)
    if before is not None and before.place and before.place != told.place:
        yield fact("place_before", before.place)
    if told.form:
        yield fact("form", say(f"invitations.form.{told.form}", language))
    if told.items:
        yield fact("items", names.several(names.kind(item) for item in sorted(told.items)))
    if told.state == "tentative":
        yield fact("status", say("invitations.tentative", language))


def _described(round_: Round, method: Method, pack: Pack) -> Iterator[str]:
    """The description of the calendar object; without the link, for calendars are shared."""
    for language in LANGUAGES:
        colon = "：" if language == "zh" else ": "
        yield from (f"{name}{colon}{value}" for name, value in _facts(round_, Names(pack, language)))
        if method == "REQUEST":
            yield say("invitations.calendar.answer", language)


def _title(invitation: Invitation, names: Names) -> str:
    told = invitation.told
    return one_line(names.meeting(told.kind, told.title))


def _bodies(told: Meeting, names: Names) -> str:
    return one_line(names.several(names.body(body) for body in told.bodies))


def _when(meeting: Meeting, invitation: Invitation, language: Language) -> str:
    return when_in_words(meeting.start, meeting.end, invitation.zone, language)
