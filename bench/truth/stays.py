"""The groups of random inpatient stays by several groupers.

    python -m bench.truth.stays [--count N] [--seed N]

`msdrg` is compared where it is installed, or where PYTHONPATH leads to it; the project does not depend on it.
"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence

from bench.truth.groupers import groupers
from bench.truth.random_stays import RandomStay, random_stays
from bench.truth.table import Row, as_table

COUNT, SEED = 5000, 26
_SHOWN = 6


def main() -> None:
    parser = ArgumentParser(description="Compare the groups of random stays by several groupers.")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    print(as_table(compare_stays(list(random_stays(given.count, given.seed)))))


def compare_stays(stays: Sequence[RandomStay]) -> Iterator[Row]:
    """Each pair of groupers with ours or `msdrg` in it: all stays, and with `msdrg` those of each kind."""
    with groupers() as asked:
        found = {name: [group(drawn.stay) for drawn in stays] for name, group in asked.items()}
    pairs = [(name, "ours") for name in found if name != "ours"]
    pairs += [(name, "msdrg") for name in found if name not in {"ours", "msdrg"} and "msdrg" in found]
    for one, other in pairs:
        yield _row(f"stays: {one} and {other}", found[one], found[other])
    if "msdrg" in found:
        for kind in dict.fromkeys(drawn.kind for drawn in stays):
            chosen = [number for number, drawn in enumerate(stays) if drawn.kind == kind]
            theirs, ours = ([found[name][number] for number in chosen] for name in ("msdrg", "ours"))
            yield _row(f"stays: msdrg and ours, {kind}", theirs, ours)


def _row(what: str, theirs: Sequence[str], ours: Sequence[str]) -> Row:
    differ = Counter((one, other) for one, other in zip(theirs, ours, strict=True) if one != other)
    reasons = [f"{count} {one} and {other}" for (one, other), count in differ.most_common(_SHOWN)]
    more = sum(differ.values()) - sum(count for _, count in differ.most_common(_SHOWN))
    return Row(what, len(ours), len(ours) - sum(differ.values()), [*reasons, *([f"{more} others"] if more else [])])


if __name__ == "__main__":
    main()
