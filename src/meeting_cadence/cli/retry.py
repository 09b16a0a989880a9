"""`alerts retry`: sending again by hand what was refused, or may not have arrived."""

from collections.abc import Sequence

import click

from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.show import spoken, with_lang
from meeting_cadence.store.letters import FAILED
from meeting_cadence.store.retry import retry_failed, retry_notice
from meeting_cadence.words.say import say


@click.command("retry")
@click.argument("numbers", nargs=-1, type=click.IntRange(1, 2**31 - 1))
@click.option("--failed", is_flag=True, help="Everything that failed. 所有未送达的通知。")
@click.option("--by", default="cli", show_default=True, help="Who does it, for the audit trail. 操作人。")
@with_lang
def retry(numbers: Sequence[int], failed: bool, by: str) -> None:
    """Send notices again that failed, by their numbers (see `alerts list`). 重新发送未送达的通知。"""
    if bool(numbers) == failed:
        raise click.UsageError(say("alerts.retry.which", spoken()))
    with Opened() as house, house.store.session() as session:
        if failed:
            again = retry_failed(session, FAILED, at=house.at, by=by)
        else:
            again = sum(
                retry_notice(session, number, at=house.at, by=by) for number in dict.fromkeys(numbers)
            )
    click.echo(say("alerts.retry", spoken(), count=again))
