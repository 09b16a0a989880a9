"""Runs in a virtual environment with the `caldav` library: one command a line in, one JSON line out.

python caldav_driver.py ADDRESS LOGIN PASSWORD
"""

import json
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import caldav
from caldav.lib.error import AuthorizationError, DAVError

CHINA = ZoneInfo("Asia/Shanghai")


class Driver:
    """A program that keeps one connection and one copy of a calendar."""

    def __init__(self, address, login, password):
        self.client = caldav.DAVClient(url=address, username=login, password=password)
        self.calendar = None
        self.held = None

    def calendars(self):
        listed = self.client.principal().calendars()
        self.calendar = listed[0]
        return [str(one.get_display_name()) for one in listed]

    def components(self):
        return self.calendar.get_supported_components()

    def events(self):
        return sorted(_summary(one) for one in self.calendar.events())

    def month(self, year, month):
        start = datetime(int(year), int(month), 1, tzinfo=CHINA)
        end = datetime(int(year) + int(month) // 12, int(month) % 12 + 1, 1, tzinfo=CHINA)
        return sorted(_summary(one) for one in self.calendar.search(start=start, end=end, event=True))

    def todos(self):
        return [str(one.url) for one in self.calendar.todos()]

    def sync(self):
        """First: everything; later: what changed and what is gone."""
        if self.held is None:
            self.held = self.calendar.objects_by_sync_token(load_objects=True)
            return sorted(_summary(one) for one in self.held)
        changed, gone = self.held.sync()
        return {"changed": sorted(_summary(one) for one in changed), "gone": len(gone)}

    def one(self):
        event = self.calendar.events()[0]
        again = self.calendar.event_by_url(event.url)
        return _summary(event) == _summary(again)

    def writes(self):
        """How each way to write is refused."""
        event = self.calendar.events()[0]
        ways = {
            "save": lambda: self.calendar.save_event(
                summary="x",
                dtstart=datetime(2024, 3, 1, 9, tzinfo=CHINA),
                dtend=datetime(2024, 3, 1, 10, tzinfo=CHINA),
            ),
            "change": lambda: _changed(event).save(),
            "delete": event.delete,
            "make": lambda: self.client.principal().make_calendar(name="x"),
            "rename": lambda: self.calendar.set_properties([caldav.elements.dav.DisplayName("x")]),
        }
        return {name: _refused(way) for name, way in ways.items()}


def _changed(event):
    event.icalendar_instance.walk("VEVENT")[0]["SUMMARY"] = "x"
    return event


def _refused(way):
    try:
        way()
    except AuthorizationError:
        return "AuthorizationError"
    except DAVError as error:
        return f"{type(error).__name__}: {error}"
    return "done"


def _summary(event):
    return str(event.icalendar_instance.walk("VEVENT")[0]["SUMMARY"])


driver = Driver(*sys.argv[1:])
for line in sys.stdin:
    command, *given = line.split()
    try:
        answer = getattr(driver, command)(*given)
    except Exception as error:  # noqa: BLE001 - the test sees what went wrong
        answer = f"{type(error).__name__}: {error}"
    print(json.dumps(answer, ensure_ascii=False), flush=True)
