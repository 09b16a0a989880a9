"""The words of the weekly letters, in both languages, as text and HTML."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from meeting_cadence.alerts.clean import one_line
from meeting_cadence.alerts.mail import LANGUAGES, LONGEST_SUBJECT, Mail, lay_out
from meeting_cadence.alerts.story import Story, named
from meeting_cadence.alerts.weekly.figures import Clear, Report
from meeting_cadence.bodies import Text
from meeting_cadence.words.say import Language, say

Fact = tuple[str, str]


def report_letter(report: Report, *, base_url: str, zone: tzinfo) -> Mail:
    """The report of the service on itself; days and times by the clock of the installation."""
    state = "well" if report.is_well else "unwell"
    since, until = (instant.astimezone(zone) for instant in (report.since, report.at))
    days = {"since": since.date(), "until": until.date()}
    subject = " | ".join(
        say("weekly.report.subject", language, state=say(f"weekly.report.{state}", language), **days)
        for language in LANGUAGES
    )
    told = {
        language: [
            Story(
                say("weekly.report.heading", language),
                say(f"weekly.report.lead.{state}", language, **days),
                tuple(_report_facts(report, zone, language)),
                tuple(_report_actions(report, language)),
                ((say("weekly.link.notices", language), f"{base_url}/notices"),),
            )
        ]
        for language in LANGUAGES
    }
    return lay_out(one_line(subject, LONGEST_SUBJECT), told)


def clear_letter(clear: Clear, body: Text, *, address: str) -> Mail:
    """The all-clear of a body, or how it stands where something is overdue. `address`: the body's page."""
    told = {language: [_clear_story(clear, body, address, language)] for language in LANGUAGES}
    subject = " | ".join(_clear_subject(clear, body, language) for language in LANGUAGES)
    return lay_out(one_line(subject, LONGEST_SUBJECT), told)


def _report_facts(report: Report, zone: tzinfo, language: Language) -> Iterator[Fact]:
    def fact(name: str, code: str, **values: object) -> Fact:
        return say(f"weekly.fact.{name}", language), say(f"weekly.value.{code}", language, **values)

    def since(name: str, instant: datetime) -> Fact:
        return fact(name, "since", since=instant.astimezone(zone))

    yield fact("ticks", "ticks", count=report.ticks)
    yield say("weekly.fact.pause", language), _length(report.pause, language)
    yield fact("notices", "count", count=report.notices)
    yield fact("mails", "mails", count=report.mails, again=report.again)
    yield fact("waiting", "count", count=report.waiting)
    yield fact("dead", "count", count=report.dead)
    yield fact("uncertain", "count", count=report.uncertain)
    if report.mail_down_since is not None:
        yield since("mail_down", report.mail_down_since)
    if report.silent_since is not None:
        yield since("silent", report.silent_since)


def _report_actions(report: Report, language: Language) -> Iterator[str]:
    if report.is_well:
        yield say("weekly.do.nothing", language)
    if report.dead or report.uncertain:
        yield say("weekly.do.retry", language)
    if report.mail_down_since is not None:
        yield say("weekly.do.mail", language)
    if report.silent_since is not None:
        yield say("weekly.do.silent", language)


def _length(length: timedelta, language: Language) -> str:
    """5秒, 3分钟, 2小时5分钟."""
    seconds = int(length.total_seconds())
    minutes = seconds // 60
    code = "hours" if minutes >= 60 else "minutes" if minutes else "seconds"
    hours = minutes // 60 if code == "hours" else 0
    return say(f"weekly.value.{code}", language, hours=hours, minutes=minutes - 60 * hours, seconds=seconds)


def _clear_heading(clear: Clear, language: Language) -> str:
    return say("weekly.clear.heading" if clear.is_clear else "weekly.clear.heading.not", language)


def _clear_subject(clear: Clear, body: Text, language: Language) -> str:
    next_due = ""
    if clear.next_due is not None:
        next_due = say("weekly.clear.subject.next", language, day=clear.next_due)
    return say(
        "weekly.clear.subject",
        language,
        heading=_clear_heading(clear, language),
        body=one_line(named(body, language), 80),
        watched=clear.watched,
        overdue=clear.overdue,
        next_due=next_due,
    )


def _clear_story(clear: Clear, body: Text, address: str, language: Language) -> Story:
    lead = say(
        "weekly.clear.lead",
        language,
        today=clear.today,
        body=named(body, language),
        watched=clear.watched,
        overdue=clear.overdue,
        unrecorded=clear.unrecorded,
    )
    day = (
        say("weekly.value.none", language)
        if clear.next_due is None
        else say("weekly.value.day", language, day=clear.next_due)
    )
    return Story(
        _clear_heading(clear, language),
        lead,
        ((say("weekly.fact.next_due", language), day),),
        (say("weekly.do.clear" if clear.is_clear else "weekly.do.overdue", language),),
        ((say("weekly.link.body", language), address),),
    )
