"""`alerts simulate`: who would be told what, over past or future time, with any policy; nothing is sent or kept."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import click
from sqlmodel import Session

from meeting_cadence.actions.alert_port import Asked
from meeting_cadence.alerts.foresee import Foreseen, Study, day_of, foresee, mails_by_recipient
from meeting_cadence.alerts.policy import DEFAULT, as_definition
from meeting_cadence.alerts.study import study_of
from meeting_cadence.cli.alert_table import show_table
from meeting_cadence.cli.files import read_bytes
from meeting_cadence.cli.language import language_of
from meeting_cadence.cli.opened import Opened
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.regulations.policy_file import read_policy_text
from meeting_cadence.store.registry import load_world
from meeting_cadence.words.say import Language, say


class PolicyNotThere(MeetingCadenceError):
    """No applied pack has an alert policy of that id."""

    code = "alert_policy_not_there"
    exit_status = 2


@click.command("simulate")
@click.option(
    "--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="First day; default: today. 第一天。"
)
@click.option(
    "--to", "end", type=click.DateTime(["%Y-%m-%d"]), help="Last day; default: a year on. 最后一天。"
)
@click.option("--policy", help="Use this alert policy for everything. 全部按该策略。")
@click.option(
    "--policy-file",
    type=click.Path(path_type=Path),
    help="Use the policy in this file (rungs: …) for everything. 全部按该文件中的策略。",
)
@click.option("--body", multiple=True, help="Only these bodies. 只看这些机构。")
@click.option("--mandate", multiple=True, help="Only these mandates. 只看这些制度要求。")
@click.option("--obligation", help="Only this obligation, by its key. 只看这一项。")
@click.option("--by-recipient", is_flag=True, help="Count the mails of each recipient. 按收件人统计邮件数。")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--lang", help="zh or en.")
def simulate(
    start: datetime | None,
    end: datetime | None,
    policy: str | None,
    policy_file: Path | None,
    body: Sequence[str],
    mandate: Sequence[str],
    obligation: str | None,
    by_recipient: bool,
    form: str,
    lang: str | None,
) -> None:
    """Say who would be told what, when; nothing is sent or kept. 预演：谁会在何时收到什么，不发送、不写入。"""
    with Opened() as house, house.store.reading() as session:
        first = start.date() if start is not None else house.at.astimezone(house.settings.zone).date()
        last = end.date() if end is not None else first + timedelta(days=366)
        zone = house.settings.zone
        since = datetime.combine(first, time.min, zone).astimezone(UTC)
        until = datetime.combine(last + timedelta(days=1), time.min, zone).astimezone(UTC)
        asked = _asked(
            session,
            start=since,
            end=until - timedelta(microseconds=1),
            policy=policy,
            policy_file=policy_file,
            bodies=body,
            mandates=mandate,
            obligation=obligation,
        )
        study = study_of(session, asked, tables=house.tables)
        found = foresee(study, start=asked.start, end=asked.end)
    if obligation is not None:
        found = [one for one in found if one.obligation == obligation]
    if by_recipient:
        _counts(found, form, language_of(), last=last, first=first)
    elif form == "json":
        click.echo(json.dumps([as_json(one, study) for one in found], ensure_ascii=False, indent=1))
    else:
        _lines(found, study, language_of())


def _asked(
    session: Session,
    *,
    start: datetime,
    end: datetime,
    policy: str | None,
    policy_file: Path | None,
    bodies: Sequence[str],
    mandates: Sequence[str],
    obligation: str | None,
) -> Asked:
    """What the options ask for. Raises PolicyNotThere, BodyUnknown, MandateUnknown, PackRefused, CannotRead."""
    world = load_world(session)
    for one in bodies:
        world.body(one)
    for one in mandates:
        world.mandate(one)
    tried: Any = None
    if policy_file is not None:
        tried = read_policy_text(read_bytes(policy_file), name=policy_file.name)
    elif policy is not None:
        known = {DEFAULT.id: as_definition(DEFAULT), **world.pack.alert_policies}
        if policy not in known:
            raise PolicyNotThere(policy, known=", ".join(sorted(known)))
        tried = known[policy]
    return Asked(start, end, obligation, set(mandates) or None, set(bodies) or None, tried)


def as_json(one: Foreseen, study: Study) -> dict[str, object]:
    """One notice as JSON."""
    return {
        "day": day_of(one, study),
        "leaves": one.leaves.isoformat(),
        "recipient": one.recipient.address,
        "role": one.recipient.role,
        "stands_in": one.recipient.stands_in,
        "kind": one.kind,
        "rung": one.rung,
        "occurrence": one.occurrence,
        "obligation": one.obligation,
        "body": one.body,
        "mandate": one.mandate,
        "window": one.label,
    }


def _lines(found: Sequence[Foreseen], study: Study, language: Language) -> None:
    show_table(
        ("day", "recipient", "kind", "rung", "body", "what"),
        [
            (
                day_of(one, study),
                one.recipient.address or say("alerts.nobody", language),
                say(f"alerts.kind.{one.kind}", language),
                one.rung + (f" #{one.occurrence}" if one.occurrence else ""),
                study.world.body(one.body).name.in_language(language),
                f"{one.title.in_language(language)} {one.label}",
            )
            for one in found
        ],
        language,
    )
    mails = len({one.mail for one in found})
    click.echo(say("alerts.simulate.summary", language, notices=len(found), mails=mails))


def _counts(found: Sequence[Foreseen], form: str, language: Language, *, first: date, last: date) -> None:
    counted = mails_by_recipient(found)
    notices = Counter(one.recipient.address.casefold() for one in found)
    if form == "json":
        rows = [
            {"recipient": who, "mails": sum(kinds.values()), "notices": notices[who], "kinds": kinds}
            for who, kinds in counted.items()
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    weeks = max(1.0, ((last - first).days + 1) / 7)
    show_table(
        ("recipient", "mails", "a_week", "notices"),
        [
            (
                who or say("alerts.nobody", language),
                str(sum(kinds.values())),
                f"{sum(kinds.values()) / weeks:.2f}",
                str(notices[who]),
            )
            for who, kinds in counted.items()
        ],
        language,
    )
