"""The files of deploy/: what they copy and start is there, and they are as strict as they say."""

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from graph.model.limits import Limits
from graph.model.source_files import ROOT
from serving.http_server import CANCEL_AFTER
from serving.run import main
from serving.settings import Settings
from tests.serving.balancer import CONFIGURATION as BALANCER
from tests.serving.balancer import HAPROXY

DEPLOY = ROOT / "deploy"
UNIT, CONTAINER = DEPLOY / "medcode-graph.service", DEPLOY / "Containerfile"
MISSING = "is not executable: No such file or directory"
"""What systemd says of a project that is not installed where the unit expects it."""
SUPERVISED = 0.6
"""Seconds in which a supervisor passes a signal on, and a worker heeds it."""


def directives() -> dict[str, list[str]]:
    """The directives of the unit; those that stand there several times have several values."""
    found = defaultdict[str, list[str]](list)
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        if separator and not line.startswith("#"):
            found[name].append(value)
    return found


def instructions() -> Iterator[tuple[str, str]]:
    """The instructions of the Containerfile, each with what follows it."""
    lines = (line for line in CONTAINER.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if line.strip():
            name, _, rest = line.partition(" ")
            yield name, " ".join(rest.split())


def copied() -> list[str]:
    """What the image with the server has from the project."""
    words = [rest.split()[:-1] for name, rest in instructions() if name == "COPY" and not rest.startswith("--")]
    return [source for sources in words for source in sources]


def test_the_unit_starts_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    (command,) = directives()["ExecStart"]
    python, script, *options = command.split()
    (folder,) = directives()["WorkingDirectory"]
    assert python == f"{folder}/.venv/bin/python"
    assert (ROOT / script).exists()
    started = list[str]()

    def serve(settings: Settings, *_: object, **__: object) -> int:
        started.append(settings.store)
        return 0

    monkeypatch.setattr("serving.run._serve", serve)
    for variable in ("MEDCODE_STORE", "MEDCODE_WORKERS"):
        monkeypatch.setenv(variable, "")
        monkeypatch.delenv(variable)
    assert main(options) == 0
    assert started == ["snapshot:build/graph"]


def test_the_unit_is_hardened() -> None:
    found = directives()
    assert found["NoNewPrivileges"] == found["DynamicUser"] == found["ProtectHome"] == ["yes"]
    assert found["ProtectSystem"] == ["strict"]
    assert found["ReadOnlyPaths"] == found["WorkingDirectory"]
    assert found["CapabilityBoundingSet"] == [""]
    assert found["MemoryMax"]
    assert f"XDG_CACHE_HOME=/var/cache/{found['CacheDirectory'][0]}" in found["Environment"]


def seconds(text: str) -> float:
    """A time of HAProxy, which is in milliseconds unless it says otherwise."""
    number, unit = re.fullmatch(r"(\d+)(ms|s|)", text).groups()  # type: ignore[union-attr]
    return int(number) * (1 if unit == "s" else 0.001)


def seconds_until_a_server_is_out() -> float:
    """The longest time from the first 503 of `/ready` until HAProxy asks the server no more."""
    words = BALANCER.read_text(encoding="utf-8").split()
    found = {name: words[words.index(name) + 1] for name in ("inter", "fastinter", "fall")}
    checked = words[words.index("check", words.index("timeout")) + 1]
    return seconds(found["inter"]) + (int(found["fall"]) - 1) * (seconds(found["fastinter"]) + seconds(checked))


def environment() -> Iterator[dict[str, str]]:
    """The settings of the unit, and of the container."""
    yield dict(text.split("=", 1) for text in directives()["Environment"])
    yield dict(word.split("=", 1) for name, rest in instructions() if name == "ENV" for word in rest.split())


def test_a_server_that_is_to_end_answers_until_the_balancer_has_seen_it() -> None:
    for variables in environment():
        delay = Settings.from_environment(
            {name: text for name, text in variables.items() if name.startswith("MEDCODE_SHUTDOWN")}
        ).shutdown_delay_seconds
        assert delay > SUPERVISED + seconds_until_a_server_is_out()
        stop = delay + Limits().drain_seconds + CANCEL_AFTER
        assert int(directives()["TimeoutStopSec"][0]) > stop
        assert int(re.findall(r"--stop-timeout (\d+)", CONTAINER.read_text(encoding="utf-8"))[0]) > stop


@pytest.mark.skipif(HAPROXY is None, reason="haproxy is not installed")
def test_haproxy_understands_its_configuration(tmp_path: Path) -> None:
    certificate = "/etc/haproxy/graph.example.pem"
    text = BALANCER.read_text(encoding="utf-8")
    assert text.count(certificate) == 1
    subprocess.run(
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=graph.example -keyout key -out crt".split(),
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    pair = tmp_path / "pem"
    pair.write_bytes((tmp_path / "crt").read_bytes() + (tmp_path / "key").read_bytes())
    (tmp_path / "cfg").write_text(text.replace(certificate, str(pair)), encoding="utf-8")
    checked = subprocess.run(
        [str(HAPROXY), "-c", "-f", "cfg"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_unit() -> None:
    verified = subprocess.run(["systemd-analyze", "verify", str(UNIT)], capture_output=True, text=True, check=False)
    said = [line for line in (verified.stdout + verified.stderr).splitlines() if MISSING not in line and line]
    assert [line for line in said if UNIT.name in line] == []


def test_what_the_container_copies_is_there_and_suffices(tmp_path: Path) -> None:
    for source in copied():
        target = tmp_path / source
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            left_out = shutil.ignore_patterns("node_modules", "dist", "__pycache__")
            shutil.copytree(ROOT / source, target, ignore=left_out, dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / source, target)
    started = subprocess.run(
        [sys.executable, "server.py", "--store", "snapshot:nowhere"],
        cwd=tmp_path, env={}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert "there is no snapshot in this folder" in started.stderr
    assert "Traceback" not in started.stderr


def test_the_container_is_set_up_as_make_does_it() -> None:
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    runs = " ".join(rest for name, rest in instructions() if name == "RUN")
    for requirements in ("requirements/run.txt", "requirements/native.txt"):
        assert f"--require-hashes -r {requirements}" in runs
        assert f" {requirements}" in make
    scripts = orjson.loads((ROOT / "web" / "package.json").read_bytes())["scripts"]
    assert {"check", "build"} <= scripts.keys()
    assert "npm ci && npm run build" in runs


def test_the_container_runs_without_rights_and_says_how_it_is() -> None:
    found = defaultdict[str, list[str]](list)
    for name, rest in instructions():
        found[name].append(rest)
    (user,) = found["USER"]
    assert int(user.partition(":")[0]) > 0
    (check,) = found["HEALTHCHECK"]
    words = orjson.loads(check.partition("CMD ")[2])
    assert words[:2] == [".venv/bin/python", "-c"]
    compile(words[2], "HEALTHCHECK", "exec")
    assert orjson.loads(found["ENTRYPOINT"][0]) == [".venv/bin/python", "server.py"]
    stages = {rest.partition(" AS ")[2] for rest in found["FROM"]}
    images = [image for image in (rest.split()[0] for rest in found["FROM"]) if image not in stages]
    assert len(images) > 1
    assert all(":" in image and not image.endswith(":latest") for image in images)
