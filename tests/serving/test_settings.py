"""Settings from the environment and from the command line."""

import os
from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path

import pytest

from graph.ingest.data_folder import DATA
from graph.machine.accelerators import VARIABLE as NATIVE
from graph.model.limits import LIMITS, Limits
from serving.setting_types import Rate, unknown_variable_warnings
from serving.settings import SETTINGS, Settings, add_options

WRONG = {
    "MEDCODE_STORE": ["", " "],
    "MEDCODE_STORE_USER": ["", " "],
    "MEDCODE_STORE_PASSWORD": ["", " "],
    "MEDCODE_STORE_PASSWORD_FILE": ["", "/nowhere", os.devnull, os.curdir],
    "MEDCODE_HOST": [""],
    "MEDCODE_PORT": ["70000", "-1", "x", "", "1.5"],
    "MEDCODE_WORKERS": ["0", "-1", "x", "1000000"],
    "MEDCODE_SHUTDOWN_DELAY_SECONDS": ["-1", "5s", "3601", ""],
    "MEDCODE_EXPLAIN": ["yes", ""],
    "MEDCODE_FEDERATION": ["yes", ""],
    "MEDCODE_INTROSPECTION": ["no", ""],
    "MEDCODE_ALLOW_ORIGINS": ["app.example", "https://app.example/", "https://a.example https://b.example"],
    "MEDCODE_ALLOWED_HOSTS": ["", "a b", "https://a.example", "a.example/x"],
    "MEDCODE_API_KEYS": ["", ",", "too short", "0123456789 abcdef", "0123456789abcdef,é23456789abcdef", "x" * 257],
    "MEDCODE_API_KEYS_FILE": ["", "/nowhere", os.devnull, os.curdir],
    "MEDCODE_PUBLIC": ["yes", ""],
    "MEDCODE_RELOAD": ["yes", ""],
    "MEDCODE_ONLY_STORED": ["yes", ""],
    "MEDCODE_WATCH": ["yes", ""],
    "MEDCODE_QUIET": ["yes", ""],
    "MEDCODE_RATE": ["", "600", "0/minute", "-1/minute", "1.5/second", "9/fortnight", "²/day", "9" * 5000 + "/day"],
    "MEDCODE_TRUSTED_PROXIES": ["proxy.example", "10.0.0.1/8", "*"],
    "MEDCODE_ACCESS_LOG": ["", "yes", "ALL"],
    "MEDCODE_LOG_FORMAT": ["", "xml", "JSON"],
    "MEDCODE_METRICS": ["yes", ""],
    "MEDCODE_DATA": ["/nowhere", f".{os.pathsep}/nowhere"],
    "MEDCODE_ONTOLOGY": ["/nowhere/ontology.toml"],
    "MEDCODE_WITHOUT": ["page", "pages;codes"],
    "MEDCODE_CODE_EDITOR": ["no", "", "2"],
    "MEDCODE_NATIVE": ["no", "", "2"],
    **{f"MEDCODE_MAX_{limit.name.upper()}": ["-1", "64M", "1.5", str(2**63)] for limit in LIMITS if limit.allowed},
}
CASES = [(variable, text) for variable, texts in WRONG.items() for text in texts]


def parser() -> ArgumentParser:
    made = ArgumentParser()
    add_options(made)
    return made


def test_each_setting_comes_from_its_variable() -> None:
    environment = {
        "MEDCODE_STORE": "snapshot:x",
        "MEDCODE_PORT": "9",
        "MEDCODE_ALLOW_ORIGINS": "https://a.example, http://b.example:5173",
        "MEDCODE_MAX_NODES": "7",
    }
    settings = Settings.from_environment(environment)
    assert (settings.store, settings.port, settings.limits) == ("snapshot:x", 9, Limits(nodes=7))
    assert settings.allow_origins == ("https://a.example", "http://b.example:5173")


def test_defaults() -> None:
    assert Settings.from_environment({}) == Settings()


def test_each_setting_has_invalid_values() -> None:
    assert WRONG.keys() == {setting.variable for setting in SETTINGS}


@pytest.mark.parametrize(("variable", "text"), CASES)
def test_an_invalid_value_is_refused_with_its_variable_and_domain(variable: str, text: str) -> None:
    (setting,) = (setting for setting in SETTINGS if setting.variable == variable)
    with pytest.raises(ValueError, match=variable) as refused:
        Settings.from_environment({variable: text})
    shown = "what was given" if setting.domain.secret else f"'{text}'"
    assert str(refused.value) == f"{variable}: {shown} is not {setting.domain.description}"


@pytest.mark.parametrize(("variable", "text"), CASES)
def test_an_invalid_option_is_refused(capsys: pytest.CaptureFixture[str], variable: str, text: str) -> None:
    (setting,) = (setting for setting in SETTINGS if setting.variable == variable)
    with pytest.raises(SystemExit) as ended:
        parser().parse_args([f"{setting.option}={text}"])
    assert ended.value.code == 2
    shown = "what was given" if setting.domain.secret else f"'{text}'"
    assert f"argument {setting.option}: {shown} is not {setting.domain.description}" in capsys.readouterr().err


def test_the_ends_of_a_range_are_in_it() -> None:
    for text in ("0", "65535"):
        assert Settings.from_environment({"MEDCODE_PORT": text}).port == int(text)


@pytest.mark.parametrize("text", ["1", "true", "True", "0", "false", "FALSE"])
def test_booleans_are_taken_in_any_case(text: str) -> None:
    assert Settings.from_environment({NATIVE: text}) == Settings()


def test_official_files_are_looked_for(tmp_path: Path) -> None:
    assert Settings.from_environment({DATA: f"{tmp_path}{os.pathsep}{__file__}"}) == Settings()


def test_an_option_stands_for_its_variable() -> None:
    given = vars(parser().parse_args(["--max-nodes", "7", "--allow-origins", "*"]))
    assert {name: text for name, text in given.items() if text is not None} == {
        "MEDCODE_MAX_NODES": "7",
        "MEDCODE_ALLOW_ORIGINS": "*",
    }


def test_an_option_that_is_a_switch_may_stand_alone() -> None:
    given = vars(parser().parse_args(["--public", "--explain", "false"]))
    assert (given["MEDCODE_PUBLIC"], given["MEDCODE_EXPLAIN"]) == ("true", "false")


def test_keys_are_only_kept_as_digests(tmp_path: Path) -> None:
    keys = [f"key-{number}-0123456789" for number in range(3)]
    file = tmp_path / "keys"
    file.write_text(f"# of the clinic\n{keys[1]}\n\n  {keys[2]}\n")
    settings = Settings.from_environment(
        {"MEDCODE_API_KEYS": f"{keys[0]}, {keys[1]}", "MEDCODE_API_KEYS_FILE": str(file)}
    )
    digests = [sha256(key.encode()).digest() for key in keys]
    assert settings.api_keys == (digests[0], digests[1])
    assert settings.api_keys_file == (digests[1], digests[2])
    assert not any(key in repr(settings) for key in keys)


def test_a_rate_is_so_many_requests_in_so_many_seconds() -> None:
    assert Settings.from_environment({"MEDCODE_RATE": "600/minute"}).rate == Rate(600, 60)


def test_unknown_variables_are_warned_of_with_the_nearest_name() -> None:
    names = ["MEDCODE_WORKER", "MEDCODE_QQQ", "MEDCODE_PORT", "PATH"]
    assert list(unknown_variable_warnings(names, SETTINGS)) == [
        "MEDCODE_QQQ is no setting.",
        "MEDCODE_WORKER is no setting; did you mean MEDCODE_WORKERS?",
    ]
