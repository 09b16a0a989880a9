"""The files of deploy/ fit the program: commands exist, settings exist, nothing runs as root."""

import re
import shlex
import subprocess
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from meeting_cadence.cli import COMMANDS
from meeting_cadence.settings import CONFIG_FILE, PREFIX, Settings

UNITS = ("meeting-cadence", "meeting-cadence-work", "meeting-cadence-backup")
RESTRICTIONS = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "User": "meeting-cadence",
}


class Unit(RawConfigParser):
    """A file of systemd: names are as written, and may be given several times."""

    def __init__(self, path: Path) -> None:
        super().__init__(strict=False)
        self.read_string(path.read_text(encoding="utf-8").replace("\\\n", " "))

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.fixture(scope="module")
def compose(root: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        (root / "deploy/container/compose.yaml").read_text(encoding="utf-8")
    )
    return loaded


def test_compose_has_two_that_serve_one_that_works_a_database_and_a_proxy(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"service", "worker", "database", "proxy"}
    assert services["service"]["deploy"] == {"replicas": 2}
    assert (services["service"]["command"], services["worker"]["command"]) == (
        ["serve", "--no-work"],
        ["work"],
    )
    assert all(services[name]["cap_drop"] == ["ALL"] for name in ("service", "worker"))
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_settings_of_compose_and_image_exist(compose: dict[str, Any], root: Path) -> None:
    image = (root / "deploy/container/Containerfile").read_text(encoding="utf-8")
    told = {*compose["services"]["service"]["environment"], *re.findall(rf"{PREFIX}[A-Z_]+", image)}
    assert [name for name in told if name.removeprefix(PREFIX).lower() not in Settings.model_fields] == []


def test_every_variable_of_compose_stands_in_the_example(root: Path) -> None:
    text = (root / "deploy/container/compose.yaml").read_text(encoding="utf-8")
    example = (root / "deploy/container/example.env").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(\w+)", text)) == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_the_image_runs_as_nobody_in_particular_from_locked_releases(root: Path) -> None:
    image = (root / "deploy/container/Containerfile").read_text(encoding="utf-8")
    lines = image.splitlines()
    assert len([line for line in lines if line.startswith("FROM ")]) == 2
    assert "USER 10001:10001" in lines
    assert "--require-hashes" in image
    assert "HEALTHCHECK" in image
    copied = [line.split()[1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    assert [path for path in copied if not (root / path).exists()] == []


@pytest.mark.parametrize("name", UNITS)
def test_units_are_restricted_and_start_commands_that_exist(root: Path, name: str) -> None:
    service = Unit(root / f"deploy/systemd/{name}.service")["Service"]
    assert {key: service[key] for key in RESTRICTIONS} == RESTRICTIONS
    verbs = re.findall(r"/bin/meeting-cadence ([a-z]+)", service["ExecStart"])
    assert len(verbs) == 1
    assert verbs[0] in COMMANDS
    assert service["Environment"] == f"{PREFIX}CONFIG=/etc/meeting-cadence/{CONFIG_FILE}"
    if shlex.split(service["ExecStart"])[0] == "/bin/sh":
        script = shlex.split(service["ExecStart"])[-1].replace("$$", "$").replace("%%", "%")
        assert subprocess.run(["sh", "-n", "-c", script], capture_output=True, check=False).stderr == b""


def test_every_timer_has_its_service(root: Path) -> None:
    for timer in (root / "deploy/systemd").glob("*.timer"):
        assert timer.with_suffix(".service").exists()
        assert "OnCalendar" in Unit(timer)["Timer"]


def test_proxies_log_no_secret_and_cache_no_feed(root: Path) -> None:
    nginx = (root / "deploy/nginx/meeting-cadence.conf").read_text(encoding="utf-8")
    feeds = nginx[nginx.index("location /feeds/") :]
    assert "proxy_cache off" in feeds
    assert "without_secrets" in nginx
    assert all(f"~^/{secret}/ " in nginx for secret in ("feeds", "welcome", "badge"))
    assert "proxy_next_upstream       error timeout;" in nginx
    for file in ("Caddyfile", "Caddyfile.compose"):
        caddy = (root / "deploy/caddy" / file).read_text(encoding="utf-8")
        assert caddy.count("{") == caddy.count("}")
        assert "/(feeds|badge|welcome)/[^./?]+ /$1/…" in caddy
        assert "wrap json" in caddy, "Caddy before 2.8 reads no filter without"
        assert "Strict-Transport-Security" in caddy


@pytest.mark.parametrize("arguments", [(), ("make",), ("install", "folder"), ("other",)])
def test_the_wheelhouse_says_how_it_is_used(root: Path, arguments: tuple[str, ...]) -> None:
    told = subprocess.run(
        ["sh", root / "deploy/wheelhouse.sh", *arguments], capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert told.stderr.startswith("wheelhouse: ")


def test_a_wheelhouse_that_was_changed_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  ./made-on\n")
    (tmp_path / "made-on").write_text("here")
    told = subprocess.run(
        ["sh", root / "deploy/wheelhouse.sh", "install", tmp_path, tmp_path / "target"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (told.returncode, "is not as it was made" in told.stderr) == (2, True)
    assert not (tmp_path / "target").exists()
