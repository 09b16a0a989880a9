"""Who gets in by which password, and what everybody else is told: always the same."""

import base64
import logging
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import text
from tests.feeds.conftest import House, utc
from tests.feeds.dav.conftest import Device

from meeting_cadence.access import NotAllowed, Role
from meeting_cadence.access.profiles import CN_LEVEL2
from meeting_cadence.actions.device_passwords import (
    GROUPS,
    LETTERS,
    WantedDevice,
    create_device_password,
    revoke_device_password,
)
from meeting_cadence.actions.people import disable_person, enable_person, reset_person
from meeting_cadence.actions.refusals import DeviceLasts, DeviceNameMissing, DeviceUnknown
from meeting_cadence.feeds.dav import sign_in as sign_in_module
from meeting_cadence.feeds.dav.devices import admit
from meeting_cadence.feeds.dav.http import WRITING
from meeting_cadence.feeds.dav.sign_in import SignIn
from meeting_cadence.feeds.limit import MOST_UNKNOWN, WITHIN
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import listed
from meeting_cadence.store.device_passwords import SqlDevicePasswords
from meeting_cadence.store.people import SqlPeople

ALLPROP = "<D:propfind><D:prop><D:current-user-principal/></D:prop></D:propfind>"


def basic(login: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{login}:{secret}".encode()).decode()


def status(device: Device, **headers: str) -> int:
    return device.ask("PROPFIND", "/dav/", ALLPROP, depth="0", **headers).status


def test_without_a_password_a_program_is_asked_for_one(device: Device) -> None:
    answer = device.send("PROPFIND", "/dav/", sign_in=False, depth="0")
    assert (answer.status, answer.headers["www-authenticate"]) == (
        401,
        'Basic realm="Meeting Cadence calendars", charset="UTF-8"',
    )
    assert "设备密码" in answer.body.decode()
    assert status(device) == 207


def test_whatever_is_wrong_the_answer_is_the_same(device: Device) -> None:
    asked = device.send("PROPFIND", "/dav/", sign_in=False, depth="0")
    other = device.password(device.add_person("li"))
    wrong = (
        basic("wang", "aaaa-aaaa-aaaa-aaaa-aaaa"),
        basic("nobody", device.secret),
        basic("wang", other),
        basic("wang", ""),
        basic("", ""),
        "Basic " + base64.b64encode(b"no colon").decode(),
        "Basic \N{LATIN SMALL LETTER E WITH ACUTE}",
        "Basic " + base64.b64encode(b"\xff:\xff").decode(),
        "Basic " + base64.b64encode(b"wang:" + b"x" * 1000).decode(),
        "Bearer " + device.secret,
        "Basic",
    )
    for given in wrong:
        assert device.send("PROPFIND", "/dav/", authorization=given, depth="0") == asked


def test_every_path_and_method_asks(device: Device) -> None:
    methods = ("GET", "PROPFIND", "REPORT", *WRITING)
    for method, path in product(methods, ("/dav/", "/dav/calendars/1/", "/dav/no/such")):
        assert device.send(method, path, sign_in=False).status == 401


def test_a_password_may_be_typed_in_many_ways(device: Device) -> None:
    assert len(device.secret.split("-")) == GROUPS
    assert set(device.secret) <= {*LETTERS, "-"}
    for typed in (device.secret.replace("-", ""), device.secret.upper(), device.secret.replace("-", " ")):
        assert status(device, authorization=basic("Wang", typed)) == 207


def test_revoked_is_out_at_the_next_request_in_another_process_too(device: Device) -> None:
    here, there = device.app, device.start()

    def statuses() -> list[int]:
        found = []
        for device.app in (here, there):
            found.append(status(device))
        return found

    li = device.add_person("li")
    assert statuses() == [207, 207]
    with device.house.store.session() as session:
        passwords = SqlDevicePasswords(session, at=device.at)
        with pytest.raises(DeviceUnknown):
            revoke_device_password(passwords, 1, person=li, by="li")
        revoke_device_password(passwords, 1, person=device.person, by="wang")
    assert statuses() == [401, 401]


def test_a_password_ends_on_its_day(device: Device) -> None:
    device.secret = device.password(device.person, days=2)
    device.at = utc(2024, 2, 2, 23)
    assert status(device) == 207
    device.at = utc(2024, 2, 3)
    assert status(device) == 401


@pytest.mark.parametrize("end", [disable_person, reset_person])
def test_disabled_and_reset_people_are_out(device: Device, end: Any) -> None:
    with device.house.store.session() as session:
        end(SqlPeople(session, at=device.at), "wang", by="root")
    assert status(device) == 401
    with device.house.store.session() as session:
        if end is disable_person:
            enable_person(SqlPeople(session, at=device.at), "wang", by="root")
    assert status(device) == 401


def test_auditors_have_no_calendars(device: Device) -> None:
    auditor = device.add_person("shen", Role.AUDITOR, None)
    with pytest.raises(NotAllowed):
        device.password(auditor)
    with device.house.store.session() as session:
        session.connection().execute(text("UPDATE person SET role = 'auditor' WHERE login = 'wang'"))
    assert status(device) == 401


def test_wrong_ones_are_limited_by_address_and_right_ones_never(device: Device) -> None:
    def wrong(address: str = "192.0.2.1") -> int:
        return status(device, authorization=basic("wang", "aaaa"), address=address)

    for _ in range(MOST_UNKNOWN):
        assert wrong() == 401
    limited = device.send("GET", "/dav/", authorization=basic("x", "y"))
    assert (limited.status, limited.headers["retry-after"]) == (429, "600")
    assert wrong("192.0.2.2") == 401
    assert status(device) == 207
    assert device.send("PROPFIND", "/dav/", sign_in=False).status == 401
    device.at += WITHIN
    assert wrong() == 401


def told(device: Device) -> list[tuple[str, str | None, str]]:
    with device.house.store.reading() as session:
        found = session.execute(
            text(
                "SELECT action, subject, content FROM audit WHERE action LIKE 'person.device_%' ORDER BY seq"
            )
        )
        return [(action, subject, str(details)) for action, subject, details in found]


def test_the_trail_learns_of_wrong_ones_and_is_not_flooded(device: Device) -> None:
    for _ in range(MOST_UNKNOWN + 5):
        status(device, authorization=basic("Wang", "aaaa"), address="192.0.2.1")
    status(device, authorization=basic("nobody", "aaaa"), address="192.0.2.2")
    status(device, authorization="Bearer x", address="192.0.2.2")
    device.send("PROPFIND", "/dav/", sign_in=False)
    assert [(action, subject) for action, subject, _ in told(device)] == [
        ("person.device_sign_in_failed", "wang"),
        ("person.device_turned_away", "wang"),
        ("person.device_sign_in_failed", None),
    ]
    assert all("192.0.2." in details and "aaaa" not in details for _, _, details in told(device))
    device.at += timedelta(days=1) - timedelta(microseconds=1)
    status(device, authorization=basic("wang", "aaaa"), address="192.0.2.1")
    assert len(told(device)) == 3
    device.at += timedelta(microseconds=1)
    status(device, authorization=basic("wang", "aaaa"), address="192.0.2.1")
    assert len(told(device)) == 4


def test_a_day_of_strangers_from_everywhere_fills_no_trail(device: Device) -> None:
    sign_in = SignIn(device.house.store)
    for number in range(sign_in_module._MOST_TOLD):
        sign_in._told["device_sign_in_failed", f"seen-{number}"] = device.at
    assert not sign_in.is_over_limit(basic("wang", "aaaa"), "192.0.2.1", at=device.at)
    assert told(device) == []
    assert status(device) == 207


def test_use_is_noted_to_within_minutes(device: Device) -> None:
    def used() -> tuple[Any, Any]:
        with device.house.store.reading() as session:
            (one,) = SqlDevicePasswords(session, at=device.at).of(device.person)
        return one.last_used_at, one.last_client

    assert used() == (None, None)
    status(device, user_agent="iOS/17\x00")
    first = device.at
    assert used() == (first, "iOS/17")
    device.at = utc(2024, 2, 1, 0).replace(minute=4)
    status(device, user_agent="iOS/17\x00")
    assert used() == (first, "iOS/17")
    status(device, user_agent="DAVx5/4")
    assert used() == (device.at, "DAVx5/4")
    device.at = device.at.replace(minute=9)
    status(device, user_agent="DAVx5/4")
    assert used() == (device.at, "DAVx5/4")


def test_only_the_hash_is_kept_and_the_trail_names_who(device: Device) -> None:
    with device.house.store.reading() as session:
        rows = session.connection().execute(text("SELECT * FROM device_password")).all()
        trail = session.connection().execute(text("SELECT actor, action, subject, content FROM audit")).all()
    assert device.secret not in repr(rows)
    assert device.secret.replace("-", "") not in repr(rows)
    assert ("wang", "device.created", "1") in [tuple(line)[:3] for line in trail]
    assert device.secret not in repr(trail)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\nb"])
def test_a_device_needs_a_name(house: House, device: Device, name: str) -> None:
    with house.store.session() as session, pytest.raises(DeviceNameMissing):
        passwords = SqlDevicePasswords(session, at=device.at)
        create_device_password(passwords, device.person, WantedDevice(name, 1), by="x")


@pytest.mark.parametrize(("days", "is_good"), [(0, False), (1, True), (90, True), (91, False)])
def test_how_long_it_may_last_is_the_profiles_word(device: Device, days: int, is_good: bool) -> None:
    with device.house.store.session() as session:
        passwords = SqlDevicePasswords(session, at=device.at)
        wanted = WantedDevice("x", days)
        if is_good:
            assert create_device_password(passwords, device.person, wanted, by="x", profile=CN_LEVEL2).id == 2
        else:
            with pytest.raises(DeviceLasts):
                create_device_password(passwords, device.person, wanted, by="x", profile=CN_LEVEL2)


def test_who_has_no_subscription_gets_one_with_the_first_device(device: Device) -> None:
    def let_in() -> list[Scope]:
        with device.house.store.session() as session:
            admit(
                session,
                device.person,
                WantedDevice("x", 1),
                at=device.at,
                by="wang",
                profile=CN_LEVEL2,
                options=Options(language="en"),
            )
            return [one.scope for one in listed(session, at=device.at, person=device.person.id)]

    assert let_in() == [Scope("mine", "commission")]
    assert let_in() == [Scope("mine", "commission")]
    assert len(device.calendars) == 1


def test_no_password_is_logged_when_something_breaks(
    device: Device, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with device.house.store.session() as session:
        session.connection().execute(text("ALTER TABLE device_password RENAME TO gone"))
    with caplog.at_level(logging.DEBUG):
        broken = device.ask("PROPFIND", "/dav/", ALLPROP, depth="0")
    assert (broken.status, broken.headers["retry-after"]) == (503, "300")
    logged = caplog.text + "".join(capsys.readouterr())
    assert "dav.failed" in logged
    assert device.secret not in logged
    assert basic("wang", device.secret)[6:] not in logged
