"""The verbs of alerts, for rooms that do not know alerts."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from meeting_cadence.actions.alert_port import AlertPort, Asked, Forecast
from meeting_cadence.alerts.foresee import forecast
from meeting_cadence.alerts.policy import DEFAULT, as_definition
from meeting_cadence.alerts.setup import channel_names, channels_of
from meeting_cadence.alerts.study import study_of
from meeting_cadence.alerts.trying import try_channel
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.settings import Settings
from meeting_cadence.store.engine import Store


def alert_port(settings: Settings, store: Store, *, tables: Tables) -> AlertPort:
    """Over this store, with the channels that the settings set up."""

    def attempt(channel: str, address: str, at: datetime) -> None:
        channels = channels_of(settings, store.secret)
        try_channel(channels, channel, address, host=settings.uid_host, at=at)

    def look_ahead(session: Session, asked: Asked) -> Sequence[Forecast]:
        return forecast(study_of(session, asked, tables=tables), asked)

    return AlertPort(channel_names(settings), attempt, look_ahead, as_definition(DEFAULT))
