"""The renderings that pages come in, made from the plain layout with blank lines."""

import re
from collections.abc import Callable
from html import escape

from graph.ingest.pages.headings import heading_key

_BULLET, _NUMBER = re.compile(r"^  • "), re.compile(r"^  \d+\. ")


def _map_headings(text: str, change: Callable[[str], str]) -> str:
    return "\n".join(change(line) if heading_key(line) else line for line in text.split("\n"))


def dense(text: str) -> str:
    """No blank lines, every list as `- `."""
    lines = (line for line in text.split("\n") if line.strip())
    return "\n".join(_NUMBER.sub("- ", _BULLET.sub("- ", line)) for line in lines) + "\n"


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def upper(text: str) -> str:
    return _map_headings(text, lambda line: line if line.startswith("Medical Pol") else line.upper())


def colon(text: str) -> str:
    return _map_headings(text, lambda line: line if line.endswith(":") else f"{line}:")


def markdown(text: str) -> str:
    headed = _map_headings(text, lambda line: f"## {line.rstrip(':')}")
    return "\n".join(_NUMBER.sub("1. ", _BULLET.sub("* ", line)) for line in headed.split("\n"))


def html(text: str) -> str:
    """A web page with a head, navigation and a script around the page."""
    body, tag = list[str](), ""
    for line in text.split("\n"):
        kind = "ul" if _BULLET.match(line) else "ol" if _NUMBER.match(line) else ""
        if kind != tag and line.strip():
            body.extend([f"</{tag}>"] * bool(tag) + [f"<{kind}>"] * bool(kind))
            tag = kind
        inner = escape(_NUMBER.sub("", _BULLET.sub("", line)))
        if line.strip():
            name = "li" if kind else "h2" if heading_key(line) else "p"
            body.append(f"<{name}>{inner}</{name}>")
    head = "<!doctype html><html><head><title>Page</title><script>var x = 'Summary';</script></head>"
    return f"{head}<body><nav>Home</nav><div>{''.join(body)}</div><footer>About</footer></body></html>"


RENDERINGS = {"dense": dense, "crlf": crlf, "upper": upper, "colon": colon, "markdown": markdown, "html": html}
