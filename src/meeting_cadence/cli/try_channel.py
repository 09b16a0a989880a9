"""`alerts test` and `alerts webhook-key`: whether a channel works, and what a receiver checks its letters by."""

import click

from meeting_cadence.alerts.channels.webhook import key_for
from meeting_cadence.alerts.setup import channels_of
from meeting_cadence.alerts.trying import try_channel
from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.cli.opened import Opened
from meeting_cadence.cli.show import spoken, with_lang
from meeting_cadence.words.channels import channel_name
from meeting_cadence.words.say import say


@click.command("test")
@click.option(
    "--channel", default=EMAIL, show_default=True, help="email, webhook, or a chat that is set up. 渠道。"
)
@click.option(
    "--to", "address", help="The address within it; a chat group needs none. 地址，群机器人可不填。"
)
@with_lang
def test_channel(channel: str, address: str | None) -> None:
    """Send one test message now and say what came of it. 发送一封测试通知。"""
    if address is None and channel in (EMAIL, "webhook"):
        raise click.UsageError(say("alerts.test.address_needed", spoken()))
    with Opened() as house:
        channels = channels_of(house.settings, house.store.secret)
        try_channel(channels, channel, address or channel, host=house.settings.uid_host, at=house.at)
    named = channel_name(channel, spoken())
    click.echo(say("alerts.test.sent", spoken(), channel=named, address=address or channel))


@click.command("webhook-key")
@click.argument("host")
@with_lang
def webhook_key(host: str) -> None:
    """Show the key by which the receiver on HOST checks our signatures. 显示该主机核验签名所用的密钥。"""
    with Opened() as house:
        click.echo(say("alerts.test.key", spoken(), host=host, key=key_for(host, house.store.secret)))
