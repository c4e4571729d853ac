"""How long validating many codes by FHIR takes: one batch, and one call for each code.

    python -m bench.fhir [--rounds N] [--codes N]

The server runs over the default graph on one core, the client on another, over one connection that is kept alive. The
codes are drawn from all of ICD-10-CM with a fixed seed; unknown ones have a character more, so that the nearest are
looked for. Rounds take turns; every figure is the median of its rounds. Linux only: cores are chosen as Linux does.
"""

import os
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from http.client import HTTPConnection
from random import Random
from statistics import median
from urllib.parse import quote

import orjson

from bench.suggest import serving
from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.code_system_addresses import ADDRESSES
from graph.store.snapshot import attach_snapshot

ROUNDS, CODES, SEED = 5, 2400, 20_261_130
SYSTEM = ADDRESSES["ICD10CM"]
HEADERS = {"Content-Type": "application/fhir+json", "Accept": "application/fhir+json"}
IN_SYSTEM, IN_VALUE_SET = (
    f"CodeSystem/$validate-code?url={SYSTEM}&code=",
    f"ValueSet/$validate-code?url={quote(f'{SYSTEM}?fhir_vs=isa/E08-E13')}&system={SYSTEM}&code=",
)


def drawn(count: int) -> list[str]:
    """Some codes of ICD-10-CM."""
    graph = attach_snapshot(DEFAULT_SNAPSHOT).graph
    every = graph.curies[slice(*graph.beginning("ICD10CM:"))]
    return [curie.partition(":")[2] for curie in Random(SEED).sample(every, count)]  # noqa: S311


def batch(connection: HTTPConnection, calls: Sequence[str]) -> None:
    """Ask for all at a time."""
    entries = [{"request": {"method": "GET", "url": call}} for call in calls]
    body = orjson.dumps({"resourceType": "Bundle", "type": "batch", "entry": entries})
    connection.request("POST", "/fhir", body, HEADERS)
    answered = orjson.loads(connection.getresponse().read())["entry"]
    assert [each["response"]["status"] for each in answered] == ["200 OK"] * len(calls)


def singly(connection: HTTPConnection, calls: Sequence[str]) -> None:
    """Ask for one after the other."""
    for call in calls:
        connection.request("GET", f"/fhir/{call}", headers=HEADERS)
        response = connection.getresponse()
        response.read()
        assert response.status == 200


def main() -> None:
    parser = ArgumentParser(description="Measure validations by FHIR.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--codes", type=int, default=CODES)
    given = parser.parse_args()
    ensure_default_snapshot()
    codes = drawn(given.codes)
    asked = {
        "in the code system, a batch": (batch, [IN_SYSTEM + code for code in codes]),
        "in a value set (diabetes mellitus), a batch": (batch, [IN_VALUE_SET + code for code in codes]),
        "unknown codes, a batch": (batch, [f"{IN_SYSTEM}{code}Q" for code in codes]),
        "in the code system, a call for each": (singly, [IN_SYSTEM + code for code in codes]),
    }
    seconds = {name: list[float]() for name in asked}
    os.sched_setaffinity(0, {1})
    with serving(core=0) as port:
        connection = HTTPConnection("127.0.0.1", port)
        for number in range(given.rounds + 1):
            for name, (ask, calls) in asked.items():
                start = time.perf_counter()
                ask(connection, calls)
                if number:  # The first round reads what a process reads once.
                    seconds[name].append(time.perf_counter() - start)
    print(f"| {given.codes:,} codes | seconds | codes a second |\n|---|---:|---:|")
    for name, measured in seconds.items():
        print(f"| {name} | {median(measured):.2f} | {given.codes / median(measured):,.0f} |")


if __name__ == "__main__":
    main()
