"""The codes of a text, and the names that stand beside them: 'E11.9', 'I21.4: NSTEMI', 'heart failure (I50.9)'."""

import re
from collections.abc import Iterator
from datetime import date
from operator import lt
from typing import cast

from graph.model.deadline import until_deadline
from graph.model.limits import Limits
from graph.search.finder import Finder
from graph.search.words import code_key, name_key
from graph.store.written_codes import WrittenCode, read_written_code
from graph.traversal.code_validity import ValidityStatus, last_known_day, validity
from graph.traversal.topology import Topology
from graph.verification.claim import Claim, ClaimType, Verdict
from graph.verification.statement_claims import is_relation

_CODE = re.compile(
    r"(?<![\w.-])(?P<system>(?i:(?:ICD|CPT|HCPCS|(?:MS-?)?DRG)[\w-]{0,8}(?:\s(?:diagnosis\s|procedure\s)?codes?)?|codes?)"
    r"\s{0,3}[:#]?\s{0,3})?(?P<code>\d{5}|\d{4}[FMTUA]|\d{3}|[0-9A-HJ-NP-Z]{7}"
    r"|(?:[A-Z]\d|QA)[0-9A-Z](?:\.?[0-9A-Z]{1,4})?|[a-z]\d[0-9a-z]\.[0-9a-z]{1,4})(?![\w-]|\.\w)"
)
_UNMARKED = re.compile(r"(?:[A-Z]\d|QA)[0-9AB](?:[0-9X]{1,3}|[0-9X]{3}[0-9A-Z])")
"""An ICD-10-CM code without its point, with a letter only where such codes have one: not 'H1N1', 'V600E' or 'P2Y12'."""
_NAME = re.compile(
    r"\s?(?:[:=–—]|-\s|\(|,?\s(?:is|means|stands for)\s(?!(?:not|never)\b))\s?[\"'“]?"
    r"(?P<name>\w(?:(?:[^;\n()\"”]|\([^()\n]*\))*(?:\w|\([^()\n]*\)))?)"
)
"""What stands between a code and the name after it, and what may be that: 'long term (current) use of insulin'."""
_NAME_ENDS = re.compile(
    r"\.(?!\w)|,|\s\(|\s(?:and|or|is|are|was|can|may|has|which|excludes|groups|maps|should|must|cannot)\b|\Z"
)
_NAME_BEGINS = re.compile(
    r"(?:\A|[,;:.]|\b(?:the|a|an|has|had|have|is|was|as)\b|\)\s(?:and|or|with)\b)\s?(?=\w)", re.IGNORECASE
)
"""After what a name may begin that stands before its code: after 'with' or 'and' only where brackets end a name before
it, as these words join parts of names."""
_LONGEST = 200
"""Characters before or after a code in which its name is looked for."""
_CATEGORY, _PCS = 3, 7
"""Characters of a category of ICD-10-CM and of the name of a table of ICD-10-PCS, and of a code of the latter.

Whole numbers of so many digits as a category has characters are codes only after 'DRG'.
"""


def code_claims(
    topology: Topology, finder: Finder, text: str, start: int, end: int, day: date | None
) -> Iterator[Claim]:
    """The codes between two places of a text, each as of a day, and with the name beside it.

    Without a day, they are looked at as of the last that sources know of.
    """
    for match in until_deadline(_CODE.finditer(text, start, end), at_once=1):
        first = max(start, match.start() - _LONGEST)
        after = _NAME.match(text, match.end(), min(end, match.end() + _LONGEST))
        before = text[first : match.start()].rstrip()
        written = _written(topology, match, is_named=after is not None or before.endswith("("))
        if written is not None:
            verdict, explanation, nearest = _judged(topology, written, day)
            yield Claim(*match.span("code"), ClaimType.CODE, verdict, explanation, written.nodes, nearest)
        if written is None or written.node is None:
            continue
        if after:
            place, name = after.start("name"), after["name"]
            ends = [one.start() for one in _NAME_ENDS.finditer(name)]
            to = next((to for to in reversed(ends) if finder.called(name_key(name[:to]))), None)
            if to is not None or not is_relation(name):
                to = ends[0] if to is None else to
                span = match.start("code"), _closed(text, place + to)
                yield _compared(topology, finder, written.node, span, name[:to])
        elif before.endswith("("):
            names = ((one.end(), before[one.end() : -1].strip()) for one in _NAME_BEGINS.finditer(before))
            named = next(((at, name) for at, name in names if finder.called(name_key(name))), None)
            if named is not None:
                span = first + named[0], _closed(text, match.end())
                yield _compared(topology, finder, written.node, span, named[1])


def _closed(text: str, end: int) -> int:
    """The end of a claim with the bracket that closes it."""
    return end + text.startswith(")", end)


def _written(topology: Topology, match: re.Match[str], *, is_named: bool) -> WrittenCode | None:
    """A code as it is known; None for a number or a word that need not be one."""
    system, code = match["system"] or "", match["code"]
    if "DRG" in system.upper():
        node = topology.graph.find(f"MSDRG:{code}")
        return WrittenCode(code, code, () if node is None else (node,), f"No group has the number {code}.")
    if code.isdigit() and not (system and len(code) > _CATEGORY):
        return None
    written = read_written_code(topology.graph, match[0], Limits.candidates)
    is_sure = system or "." in code or (written.nodes and len(code) > _CATEGORY and sum(map(str.isdigit, code)) > 1)
    is_sure = is_sure or _UNMARKED.fullmatch(code) or _begins_as_known(topology, code)
    return written if is_sure or (is_named and written.node is not None) else None


def _begins_as_known(topology: Topology, code: str) -> bool:
    """Whether a word has the length of an ICD-10-PCS code and begins as a table of these does, unlike 'CYP2C19'."""
    return len(code) == _PCS and lt(*topology.graph.beginning(f"ICD10PCS:{code[:_CATEGORY]}"))


def _judged(topology: Topology, written: WrittenCode, day: date | None) -> tuple[Verdict, str, tuple[int, ...]]:
    if written.node is None:
        unknown = Verdict.NOT_IN_GRAPH if written.unloaded else Verdict.NO_SUCH_CODE
        return Verdict.UNDECIDED if written.nodes else unknown, written.problem or "", written.nearest
    kind = topology.graph.node(written.node).kind
    if kind not in ("Diagnosis", "Procedure"):
        return Verdict.SUPPORTED, "", ()
    found = validity(topology, written.node, day or last_known_day(topology.graph, kind))
    if found.status is ValidityStatus.NOT_YET_VALID:
        return Verdict.NOT_VALID_ON_DAY, f"It begins on {found.days.since}.", ()
    if found.status is ValidityStatus.NO_LONGER_VALID:
        return Verdict.NOT_VALID_ON_DAY, f"It ended on {found.days.until}.", found.replaced_by
    is_known = found.status is ValidityStatus.VALID
    return Verdict.SUPPORTED, "" if is_known else f"No source says whether it is valid on {found.day}.", ()


def _names(topology: Topology, number: int) -> Iterator[str]:
    """The title of a code, the terms that it includes, and what it is called otherwise."""
    graph, node = topology.graph, topology.graph.node(number)
    yield from (node.name, *cast("tuple[str, ...]", node.properties.get("synonyms", ())))
    yield from (graph.node(graph.target(edge)).name for edge in graph.row(number, "KNOWN_AS", out=True))


def _compared(topology: Topology, finder: Finder, node: int, span: tuple[int, int], written: str) -> Claim:
    """Whether a code is called so; what is a name of another code of its system contradicts that.

    It does not where one code is below the other, or a name of the code says all that is written, or where it is an
    everyday name of another code of the category: then both may be meant.
    """
    graph, key, own = topology.graph, name_key(written), topology.graph.curie(node)
    (prefix, _, code), called = own.partition(":"), finder.called(key)
    if any(curie == own for _, curie in called):
        known_as = graph.row(node, "KNOWN_AS", out=True)
        edges = tuple(edge for edge in known_as if name_key(graph.node(graph.target(edge)).name) == key)
        return Claim(*span, ClaimType.CODE_NAME, Verdict.SUPPORTED, "", (node,), (), edges)
    others = [(field, curie) for field, curie in called if curie.startswith(f"{prefix}:")]
    official = [curie for field, curie in others if field in ("label_key", "synonym_key")]
    codes = {curie: code_key(curie.partition(":")[2]) for curie in official or [curie for _, curie in others]}
    mine = code_key(code) if official else code_key(code)[:_CATEGORY]
    is_near = any(set(key.split()) <= set(name_key(name).split()) for name in _names(topology, node))
    is_near |= any(other.startswith(mine) or mine.startswith(other) for other in codes.values())
    verdict = Verdict.CONTRADICTED if codes and not is_near else Verdict.UNDECIDED
    means = f"a name of {next(iter(codes))}" if codes else "no name of a code"
    explanation = f"'{written}' is {means}; {own} is '{graph.node(node).name}'."
    nearest = tuple(number for curie in codes if (number := graph.find(curie)) is not None)
    return Claim(*span, ClaimType.CODE_NAME, verdict, explanation, (node,), nearest)
