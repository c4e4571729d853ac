"""Whether the peers answer the same as ours."""

from collections.abc import Sequence
from difflib import unified_diff
from itertools import islice
from statistics import median

import orjson

from bench.peers.load import fetch
from bench.peers.process import Server
from bench.peers.questions import Question

SAMPLE, SHOWN = 50, 60


class Differs(Exception):
    """A peer answers something else; the message shows what."""


def compare(question: Question, ours: Server, peers: Sequence[Server]) -> int:
    """Ask all servers the same sample; the median size of our answers.

    Raises:
        Differs: two answers are not the same.
    """
    step = max(1, len(question.variables) // SAMPLE)
    sample, requests = question.variables[::step][:SAMPLE], question.requests()[::step][:SAMPLE]
    expected = [answer.body for answer in fetch(ours.port, requests, ours.mark)]
    for peer in peers:
        for variables, one, answer in zip(sample, expected, fetch(peer.port, requests), strict=True):
            here, there = (question.comparable(orjson.loads(body)["data"]) for body in (one, answer.body))
            if here != there:
                shown = "\n".join(
                    islice(unified_diff(_rows(here), _rows(there), ours.name, peer.name, lineterm=""), SHOWN)
                )
                raise Differs(f"{question.name} with {variables} differs:\n{shown}")
    return int(median(map(len, expected)))


def _rows(data: object) -> list[str]:
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode().splitlines()
