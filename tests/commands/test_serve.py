"""`medcode serve`: the options of `server.py`, and the same service."""

from argparse import ArgumentParser, Namespace

import pytest

from graph.console import USAGE
from medcode.__main__ import main
from serving.settings import SETTINGS, add_options
from tests.commands.test_help import parser_of

Served = list[Namespace]


def test_it_has_the_options_of_the_server() -> None:
    server = ArgumentParser()
    add_options(server)
    own = {option for action in parser_of("serve")._actions for option in action.option_strings}
    assert {option for action in server._actions for option in action.option_strings} == own - {"--no-color"}
    assert {setting.option for setting in SETTINGS} <= own


def test_it_serves_with_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    served = Served()

    def serve(parser: ArgumentParser, arguments: Namespace) -> int:
        served.append(arguments)
        return 5

    monkeypatch.setattr("serving.run.serve", serve)
    assert main(["serve", "--port", "0", "--public"]) == 5
    assert (served[0].MEDCODE_PORT, served[0].MEDCODE_PUBLIC, served[0].MEDCODE_HOST) == ("0", "true", None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--port", "many"], "'many' is not a whole number"),
        (["--host", "0.0.0.0"], "set MEDCODE_API_KEYS_FILE"),  # noqa: S104  (It is refused.)
    ],
)
def test_wrong_options_exit_with_2(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["serve", *words])
    assert left.value.code == USAGE
    assert said in capsys.readouterr().err
