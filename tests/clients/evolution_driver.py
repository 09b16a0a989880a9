"""Runs in Debian's Python beside evolution-data-server, on a message bus of its own: Evolution without its windows.

    dbus-run-session -- python3 evolution_driver.py webcal|caldav HOST PORT PATH [LOGIN PASSWORD]

One command a line in, one JSON line out.
"""

import json
import sys

import gi

gi.require_version("ECal", "2.0")
gi.require_version("ICalGLib", "3.0")
gi.require_version("EDataServer", "1.2")
from gi.repository import ECal, EDataServer, GLib  # noqa: E402 - versions are chosen before

WAIT_SECONDS = 30


class Evolution:
    """One calendar in Evolution's own cache."""

    def __init__(self, backend, host, port, path, login="", password=""):
        self.login, self.password = login, password
        self.registry = EDataServer.SourceRegistry.new_sync(None)
        self.source = EDataServer.Source.new_with_uid("ours", None)
        self.source.set_display_name("ours")
        self.source.set_parent(f"{backend}-stub")
        calendar = self.source.get_extension(EDataServer.SOURCE_EXTENSION_CALENDAR)
        calendar.set_backend_name(backend)
        web = self.source.get_extension(EDataServer.SOURCE_EXTENSION_WEBDAV_BACKEND)
        web.set_resource_path(path)
        access = self.source.get_extension(EDataServer.SOURCE_EXTENSION_AUTHENTICATION)
        access.set_host(host)
        access.set_port(int(port))
        access.set_user(login)
        access.set_method("plain/password" if login else "none")
        self.source.get_extension(EDataServer.SOURCE_EXTENSION_SECURITY).set_method("none")
        self.source.get_extension(EDataServer.SOURCE_EXTENSION_REFRESH).set_enabled(False)
        self.registry.commit_source_sync(self.source, None)
        self._settle()
        self.source = self.registry.ref_source("ours")
        self.source.connect("credentials-required", self._let_in)
        self.client = self._opened()
        self._settle()

    def _let_in(self, source, *_why):
        """Give the password, as the window that asks for it would."""
        given = EDataServer.NamedParameters.new()
        given.set("username", self.login)
        given.set("password", self.password)
        source.invoke_authenticate(given, None, None)

    def _opened(self):
        loop, opened = GLib.MainLoop(), []

        def ready(_source, result):
            opened.append(ECal.Client.connect_finish(result))
            loop.quit()

        ECal.Client.connect(self.source, ECal.ClientSourceType.EVENTS, WAIT_SECONDS, None, ready)
        loop.run()
        return opened[0]

    def refresh(self):
        """Fetch again; answers what went wrong, if anything."""
        try:
            self.client.refresh_sync(None)
        except GLib.Error as error:
            return error.message
        self._settle()
        return None

    def sees(self):
        """Day and summary of each entry."""
        _, found = self.client.get_object_list_sync("#t", None)
        return sorted(f"{one.get_dtstart().as_ical_string()[:8]}|{one.get_summary()}" for one in found)

    def is_read_only(self):
        return self.client.is_readonly()

    def changes(self):
        """What happens to a change made in Evolution."""
        _, found = self.client.get_object_list_sync("#t", None)
        found[0].set_summary("x")
        try:
            self.client.modify_object_sync(found[0], ECal.ObjModType.ALL, 0, None)
        except GLib.Error as error:
            return error.message
        return "done"

    def _settle(self):
        """Let the messages of two seconds in: what Evolution fetches, it fetches behind our back."""
        loop = GLib.MainLoop()
        GLib.timeout_add(2000, loop.quit)
        loop.run()


evolution = Evolution(*sys.argv[1:])
for line in sys.stdin:
    try:
        answer = getattr(evolution, line.strip())()
    except Exception as error:  # noqa: BLE001 - the test sees what went wrong
        answer = f"{type(error).__name__}: {error}"
    print(json.dumps(answer, ensure_ascii=False), flush=True)
