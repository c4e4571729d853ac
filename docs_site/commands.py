"""The page of all commands, as their parser declares them."""

from argparse import SUPPRESS, Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterable, Mapping

from docs_site.markdown import code, joined, table, text
from graph.model.source_files import ROOT
from medcode.__main__ import main
from medcode.parser import create_parser


def commands() -> str:
    """All commands, one section each."""
    parser = create_parser()
    return joined(_exit_codes(), *_sections(parser))


def _exit_codes() -> str:
    """What `main` says of them."""
    said = " ".join((main.__doc__ or "").split()).partition("Exit codes: ")[2]
    return f"Exit codes: {text(said)}"


def _sections(parser: ArgumentParser) -> Iterable[str]:
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, command in _by_name(action.choices).items():
                yield f"## {name}\n\n{_command(name, command, helps.get(name, ''))}"


def _by_name(choices: Mapping[str, ArgumentParser]) -> Mapping[str, ArgumentParser]:
    """Each parser once, under its first name."""
    first = {id(parser): name for name, parser in reversed(list(choices.items()))}
    return {name: parser for name, parser in choices.items() if first[id(parser)] == name}


def _command(name: str, parser: ArgumentParser, summary: str) -> str:
    actions = [action for action in parser._actions if action.help != SUPPRESS and action.dest != "help"]
    positional = [action for action in actions if not action.option_strings]
    words = " ".join(["medcode", name, *map(_place, positional)])
    usage = f"```text\n{words}{' [options]' if len(positional) < len(actions) else ''}\n```"
    said = [text(summary[:1].upper() + summary[1:]) + "." if summary else "", text(parser.description or "")]
    rows = [(code(_names(action)), _help(parser, action)) for action in actions]
    shown = [table(("argument or option", "meaning"), rows)] if rows else []
    examples = [f"```text\n{parser.epilog.strip()}\n```"] if parser.epilog else []
    return "\n\n".join([*dict.fromkeys(filter(None, said)), usage, *shown, *examples])


def _place(action: Action) -> str:
    name = _metavar(action)
    return {"?": f"[{name}]", "*": f"[{name} …]", "+": f"{name} …"}.get(str(action.nargs), name)


def _metavar(action: Action) -> str:
    if action.metavar is None and action.choices is not None:
        return "{" + ",".join(map(str, action.choices)) + "}"
    return str(action.metavar or action.dest.upper())


def _names(action: Action) -> str:
    value = [] if action.nargs == 0 else [_place(action)]
    return " ".join([*filter(None, [", ".join(action.option_strings)]), *value])


def _help(parser: ArgumentParser, action: Action) -> str:
    """The help as argparse shows it, with defaults and choices filled in."""
    values = {**vars(action), "prog": parser.prog, "choices": ", ".join(map(str, action.choices or ()))}
    needed = " (needed)" if action.option_strings and action.required else ""
    return text(((action.help or "") % values + needed).replace(f"{ROOT}/", ""))
