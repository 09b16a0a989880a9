"""The service in one process: pages, API, feeds and the doorbell, wired here because they do not know each other.

request ─► feeds (outermost, for /feeds/*.ics) ─► headers ─► origin ─► routes: permit, then page or API
"""

from meeting_cadence.app.build import Service, build_app

__all__ = ["Service", "build_app"]
