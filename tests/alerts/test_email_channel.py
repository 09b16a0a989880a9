"""The e-mail channel against a real server: how far a mail got decides what a failure means."""

import socket
import ssl
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from tests.alerts.sink import Mode, Sink, running

from meeting_cadence.alerts.channels.channel import ChannelError, Message
from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.alerts.channels.email.server import MailServerInvalid

MESSAGE = Message(
    message_id="abc@house.example",
    recipient="office@example.org",
    subject="【到期提醒】全体会议",
    text="请办理\n",
    html="<p>请办理</p>",
    date=datetime(2024, 11, 19, 1, 0, tzinfo=UTC),
    name="办公室",
)


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def channel(sink: Sink) -> Iterator[EmailChannel]:
    with running(sink) as port:
        made = EmailChannel(MailServer("127.0.0.1", port), sender="cadence@house.example", timeout=0.5)
        yield made
        made.close()


def failure_of(channel: EmailChannel, message: Message = MESSAGE) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        channel.send(message)
    return caught.value


def test_a_mail_arrives_with_text_and_html_and_the_headers_of_an_automatic_one(
    sink: Sink, channel: EmailChannel
) -> None:
    channel.send(MESSAGE)
    (mail,) = sink.arrived
    assert mail["Subject"] == "【到期提醒】全体会议"
    assert mail["From"] == "制度会议督办 Meeting Cadence <cadence@house.example>"
    assert mail["To"] == "办公室 <office@example.org>"
    assert mail["Message-ID"] == "<abc@house.example>"
    assert mail["Date"] == "Tue, 19 Nov 2024 01:00:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = mail.iter_parts()
    assert (text.get_content_type(), text.get_content().strip()) == ("text/plain", "请办理")
    assert (html.get_content_type(), html.get_content().strip()) == ("text/html", "<p>请办理</p>")


def test_one_connection_serves_many_mails(sink: Sink, channel: EmailChannel) -> None:
    for number in range(3):
        channel.send(MESSAGE._replace(message_id=f"{number}@house.example"))
    assert sink.ids == ["<0@house.example>", "<1@house.example>", "<2@house.example>"]


def test_a_line_that_is_a_dot_does_not_end_the_mail(sink: Sink, channel: EmailChannel) -> None:
    channel.send(MESSAGE._replace(text=".\n..\n.end\n"))
    text = next(sink.arrived[0].iter_parts())
    assert text.get_content().split() == [".", "..", ".end"]


@pytest.mark.parametrize(
    ("mode", "permanent", "uncertain"),
    [
        ("busy", False, False),
        ("greylist", False, False),
        ("refuse", True, False),
        ("drop at data", False, False),
        ("accept and drop", False, True),
        ("slow", False, False),
    ],
)
def test_what_a_failure_means(
    sink: Sink, channel: EmailChannel, mode: Mode, permanent: bool, uncertain: bool
) -> None:
    sink.mode = mode
    failure = failure_of(channel)
    assert (failure.permanent, failure.uncertain, failure.unreachable) == (permanent, uncertain, False)


def test_after_a_failure_the_next_mail_leaves_by_a_new_connection(sink: Sink, channel: EmailChannel) -> None:
    sink.mode = "drop in data"
    assert not failure_of(channel).permanent
    sink.mode = "accept"
    channel.send(MESSAGE)
    assert sink.ids == ["<abc@house.example>"]


def test_a_server_that_does_not_listen_is_unreachable() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        channel = EmailChannel(MailServer("127.0.0.1", bound.getsockname()[1]), sender="a@b.example")
        assert failure_of(channel).unreachable


def test_a_server_that_listens_but_never_greets_is_unreachable() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        server = MailServer("127.0.0.1", silent.getsockname()[1])
        assert failure_of(EmailChannel(server, sender="a@b.example", timeout=0.2)).unreachable


@pytest.mark.parametrize("address", ["nobody", "a@b@c", "a@\r\nBcc: x@y.example", "", "a b@example.org"])
def test_an_address_that_is_none_is_permanent(channel: EmailChannel, address: str) -> None:
    assert failure_of(channel, MESSAGE._replace(recipient=address)).permanent


def test_a_domain_in_chinese_is_written_in_ascii(sink: Sink, channel: EmailChannel) -> None:
    channel.send(MESSAGE._replace(recipient="office@例子.example", name=None))
    assert sink.arrived[0]["To"] == "office@xn--fsqu00a.example"


def test_a_name_in_chinese_before_the_at_needs_a_server_that_takes_it(channel: EmailChannel) -> None:
    failure = failure_of(channel, MESSAGE._replace(recipient="办公室@example.org"))
    assert (failure.permanent, failure.detail) == (True, "SMTPUTF8")


def test_a_server_that_demands_encryption_is_reached_by_starttls(sink: Sink, tmp_path: Path) -> None:
    server_side, client_side = certificate(tmp_path)
    with running(sink, tls_context=server_side, require_starttls=True) as port:
        plain = EmailChannel(MailServer("127.0.0.1", port), sender="a@b.example")
        assert failure_of(plain).detail.startswith("530")
        secured = EmailChannel(
            MailServer("localhost", port, "starttls"), sender="a@b.example", context=client_side
        )
        secured.send(MESSAGE)
        secured.close()
    assert sink.ids == ["<abc@house.example>"]


def test_a_server_that_speaks_tls_from_the_first_word(sink: Sink, tmp_path: Path) -> None:
    server_side, client_side = certificate(tmp_path)
    with running(sink, ssl_context=server_side) as port:
        secured = EmailChannel(
            MailServer("localhost", port, "tls"), sender="a@b.example", context=client_side
        )
        secured.send(MESSAGE)
        secured.close()
        stranger = EmailChannel(MailServer("localhost", port, "tls"), sender="a@b.example", timeout=5)
        assert failure_of(stranger).unreachable  # A certificate that nobody vouches for is not believed.
    assert sink.ids == ["<abc@house.example>"]


def test_a_server_that_wants_to_know_who_we_are(sink: Sink) -> None:
    def ours(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        known = (data.login, data.password) == (b"meetings", "s@cret 密".encode())
        return AuthResult(success=known, handled=False)

    demands = {"authenticator": ours, "auth_required": True, "auth_require_tls": False}
    with running(sink, **demands) as port:
        known = EmailChannel(
            MailServer("127.0.0.1", port, "none", "meetings", "s@cret 密"), sender="a@b.example"
        )
        known.send(MESSAGE)
        known.close()
        for user, password in ((None, None), ("meetings", "guessed")):
            server = MailServer("127.0.0.1", port, "none", user, password)
            refused = failure_of(EmailChannel(server, sender="a@b.example"))
            assert not refused.permanent and refused.detail.startswith("53")
            assert "guessed" not in refused.detail
    assert sink.ids == ["<abc@house.example>"]


def test_a_name_in_chinese_arrives_where_the_server_takes_it(sink: Sink) -> None:
    with running(sink, enable_SMTPUTF8=True) as port:
        channel = EmailChannel(MailServer("127.0.0.1", port), sender="a@b.example")
        channel.send(MESSAGE._replace(recipient="办公室@example.org"))
        channel.close()
    assert "办公室@example.org" in str(sink.arrived[0]["To"])


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for localhost that only the second context trusts."""
    import subprocess

    key, made = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-keyout", str(key), "-out", str(made), "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost"),
        ],
        check=True,
        capture_output=True,
    )
    server_side = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_side.load_cert_chain(made, key)
    return server_side, ssl.create_default_context(cafile=str(made))


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25)),
        ("smtp://mail.example:2525", MailServer("mail.example", 2525)),
        (
            "smtp+starttls://me:s%40cret@mail.example",
            MailServer("mail.example", 587, "starttls", "me", "s@cret"),
        ),
        ("smtps://me@mail.example", MailServer("mail.example", 465, "tls", "me", "")),
    ],
)
def test_the_address_of_a_server(url: str, server: MailServer) -> None:
    assert MailServer.parse(url) == server


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example", "smtp://host:port"])
def test_an_address_of_no_server_is_refused(url: str) -> None:
    with pytest.raises(MailServerInvalid):
        MailServer.parse(url)


def numbered(number: int, recipient: str = MESSAGE.recipient) -> Message:
    return MESSAGE._replace(message_id=f"{number}@house.example", recipient=recipient)


def send_ahead(channel: EmailChannel, messages: Sequence[Message]) -> list[ChannelError]:
    """Each sent with the next one expected; what failed."""
    failures = []
    for message, following in zip_longest(messages, messages[1:]):
        if following is not None:
            channel.expect(following)
        try:
            channel.send(message)
        except ChannelError as failure:
            failures.append(failure)
    return failures


def test_what_is_expected_is_announced_ahead_and_arrives_only_when_it_is_sent(
    sink: Sink, channel: EmailChannel
) -> None:
    first, second = numbered(1), numbered(2, recipient="other@example.org")
    channel.expect(second)
    channel.send(first)
    assert sink.ids == ["<1@house.example>"]
    channel.send(second)
    assert sink.ids == ["<1@house.example>", "<2@house.example>"]
    assert sink.arrived[1]["To"] == "办公室 <other@example.org>"


def test_another_mail_than_the_expected_one_leaves_alone(sink: Sink, channel: EmailChannel) -> None:
    channel.expect(numbered(2))
    channel.send(numbered(1))
    channel.send(numbered(3, recipient="third@example.org"))
    assert sink.ids == ["<1@house.example>", "<3@house.example>"]


def test_an_expected_mail_that_cannot_be_made_fails_in_its_turn(sink: Sink, channel: EmailChannel) -> None:
    wrong = numbered(2, recipient="nobody")
    (failure,) = send_ahead(channel, [numbered(1), wrong, numbered(3)])
    assert failure.permanent
    assert sink.ids == ["<1@house.example>", "<3@house.example>"]


def test_an_expected_mail_that_the_server_cannot_take_fails_in_its_turn(
    sink: Sink, channel: EmailChannel
) -> None:
    (failure,) = send_ahead(channel, [numbered(1), numbered(2, recipient="办公室@example.org"), numbered(3)])
    assert failure.detail == "SMTPUTF8"
    assert sink.ids == ["<1@house.example>", "<3@house.example>"]


@pytest.mark.parametrize("mode", ["busy", "refuse", "drop at data", "accept and drop"])
def test_a_failure_is_that_of_its_own_mail_though_the_next_was_expected(
    sink: Sink, channel: EmailChannel, mode: Mode
) -> None:
    sink.mode = mode
    messages = [numbered(number) for number in range(3)]
    failures = send_ahead(channel, messages)
    assert len(failures) == 3
    assert {failure.uncertain for failure in failures} == {mode == "accept and drop"}
    sink.mode, before = "accept", len(sink.ids)
    assert send_ahead(channel, messages) == []
    assert sink.ids[before:] == [f"<{number}@house.example>" for number in range(3)]


def test_a_server_that_went_away_after_the_announcement_is_reached_anew(sink: Sink) -> None:
    with running(sink) as port:
        channel = EmailChannel(MailServer("127.0.0.1", port), sender="cadence@house.example", timeout=0.5)
        channel.expect(numbered(2))
        channel.send(numbered(1))
        assert channel._client is not None
        assert channel._client.sock is not None
        channel._client.sock.shutdown(socket.SHUT_RDWR)
        channel.send(numbered(2))
        channel.close()
    assert sink.ids == ["<1@house.example>", "<2@house.example>"]
