"""What a message is about, in plain values: for webhooks, which programs read, and for chats, which want it short."""

from datetime import date, datetime

from meeting_cadence.alerts.channels.channel import Told
from meeting_cadence.alerts.reading import Row
from meeting_cadence.alerts.story import Topic, story
from meeting_cadence.bodies import Text


def matter_told(row: Row, topic: Topic, base_url: str, link: str) -> Told:
    """One matter of a message. `link`: the recipient's own."""
    return Told(
        obligation=topic.key,
        body=row["body"],
        mandate=row["mandate"],
        window=row["label"],
        kind=topic.kind,
        due=_iso(topic.due),
        lead=Text(story(topic, "zh", base_url).lead, story(topic, "en", base_url).lead),
        page=f"{base_url}/obligations/{topic.key}",
        answer=link,
    )


def _iso(due: date | datetime | None) -> str | None:
    return None if due is None else due.isoformat()
