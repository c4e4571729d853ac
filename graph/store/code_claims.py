"""The codes of a text, and the names that stand beside them: 'E11.9', 'I21.4: NSTEMI', 'heart failure (I50.9)'."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model.limits import Limits
from graph.search.finder import Finder
from graph.search.words import code_key, name_key
from graph.store.claim import Claim, ClaimType, Verdict
from graph.store.written_codes import WrittenCode, read_written_code
from graph.traversal.code_validity import ValidityStatus, last_known_day, validity
from graph.traversal.topology import Topology

_SYSTEM = r"(?i:(?:ICD|CPT|HCPCS|(?:MS-?)?DRG)[\w-]*(?:\s+(?:diagnosis\s+|procedure\s+)?codes?)?|codes?)"
_CODE = re.compile(
    rf"(?<![\w.-])(?P<system>{_SYSTEM}\s*[:#]?\s*)?(?P<code>\d{{5}}|\d{{4}}[FMTUA]|\d{{3}}|[0-9A-HJ-NP-Z]{{7}}"
    r"|(?:[A-Z]\d|QA)[0-9A-Z](?:\.?[0-9A-Z]{1,4})?|[a-z]\d[0-9a-z]\.[0-9a-z]{1,4})(?![\w-]|\.\w)"
)
_NAME = re.compile(r"\s*(?:[:=–—]|-\s|\(|,?\s(?:is|means|stands for)\s)\s*[\"'“]?(?P<name>\w[^;\n()\"”]*)")
"""What stands between a code and the name after it."""
_NAME_ENDS = re.compile(r"[,.]|\s(?:and|or|is|are|was|can|may|has|which|excludes|groups|maps|should|must|cannot|not)\b|\s*\Z")
_NAME_BEGINS = re.compile(r"(?:\A|[,;:.]|\b(?:the|a|an|has|had|have|is|was|as)\b)\s*(?=\w)", re.IGNORECASE)
"""After what a name may begin that stands before its code: not after 'with' or 'and', which join parts of names."""
_OFFICIAL = ("label_key", "synonym_key")
_CATEGORY = 3
"""Characters of a category of ICD-10-CM, and of the number of a group."""


@dataclass(frozen=True, slots=True)
class CodeClaims:
    """Finds the codes of a text and says what they are on a day; on the last that sources know of where none is given."""

    topology: Topology
    finder: Finder
    text: str
    day: date | None

    def between(self, start: int, end: int) -> Iterator[Claim]:
        """Those of a stretch of the text, each with the name beside it."""
        for match in _CODE.finditer(self.text, start, end):
            after, before = _NAME.match(self.text, match.end(), end), self.text[start : match.start()].rstrip()
            written = self._written(match, is_named=after is not None or before.endswith("("))
            if written is not None:
                yield self._of_code(match, written)
            if written is not None and written.node is not None:
                yield from self._of_name(written.node, match, start, before, after)

    def _written(self, match: re.Match[str], *, is_named: bool) -> WrittenCode | None:
        """A code as it is known; None for a number or a word that need not be one."""
        system, code, graph = match["system"] or "", match["code"], self.topology.graph
        if "DRG" in system.upper():
            node = graph.find(f"MSDRG:{code}")
            return WrittenCode(match[0], code, (), "No group has it.") if node is None else WrittenCode(code, code, (node,))
        if code.isdigit() and not (system and len(code) > _CATEGORY):
            return None
        written = read_written_code(graph, match[0], Limits.candidates)
        is_sure = system or "." in code or (len(code) > _CATEGORY and sum(map(str.isdigit, code)) > 1)
        return written if is_sure or (is_named and written.node is not None) else None

    def _of_code(self, match: re.Match[str], written: WrittenCode) -> Claim:
        verdict, explanation, nearest = self._judged(written)
        return Claim(ClaimType.CODE, *match.span(), verdict, explanation, written.nodes, nearest)

    def _judged(self, written: WrittenCode) -> tuple[Verdict, str, tuple[int, ...]]:
        graph = self.topology.graph
        if written.node is None:
            unknown = Verdict.NOT_IN_GRAPH if written.unloaded else Verdict.NO_SUCH_CODE
            return Verdict.UNDECIDED if written.nodes else unknown, written.problem or "", written.nearest
        kind = graph.node(written.node).kind
        if kind not in ("Diagnosis", "Procedure"):
            return Verdict.SUPPORTED, "", ()
        found = validity(self.topology, written.node, self.day or last_known_day(graph, kind))
        if found.status is ValidityStatus.NOT_YET_VALID:
            return Verdict.NOT_VALID_ON_DAY, f"It begins on {found.days.since}.", ()
        if found.status is ValidityStatus.NO_LONGER_VALID:
            return Verdict.NOT_VALID_ON_DAY, f"It ended on {found.days.until}.", found.replaced_by
        is_known = found.status is ValidityStatus.VALID
        return Verdict.SUPPORTED, "" if is_known else f"No source says whether it is valid on {found.day}.", ()

    def _of_name(
        self, node: int, code: re.Match[str], start: int, before: str, after: re.Match[str] | None
    ) -> Iterator[Claim]:
        """The longest stretch beside a code that is a name of something, compared with the names of the code."""
        if after:
            written = after["name"]
            ends = sorted({match.start() for match in _NAME_ENDS.finditer(written)} - {0}, reverse=True)
            end = next((end for end in ends if self._called(written[:end])), ends[-1])
            yield self._compared(node, (code.start(), after.start("name") + end), written[:end])
        elif before.endswith("("):
            begins = (match.end() for match in _NAME_BEGINS.finditer(before))
            begin = next((begin for begin in begins if self._called(before[begin:-1])), None)
            if begin is not None:
                yield self._compared(node, (start + begin, code.end()), before[begin:-1].rstrip())

    def _called(self, written: str) -> Sequence[tuple[str, str]]:
        return self.finder.called(name_key(written))

    def _compared(self, node: int, span: tuple[int, int], written: str) -> Claim:
        graph, called = self.topology.graph, self._called(written)
        own = graph.curie(node)
        if own in (curie for _, curie in called):
            names = ((edge, graph.node(graph.target(edge)).name) for edge in graph.row(node, "KNOWN_AS", out=True))
            edges = tuple(edge for edge, name in names if name_key(name) == name_key(written))
            return Claim(ClaimType.CODE_NAME, *span, Verdict.SUPPORTED, "", (node,), (), edges)
        official = [curie for field, curie in called if field in _OFFICIAL and _is_of_system(curie, own)]
        others = official or [curie for _, curie in called if _is_of_system(curie, own)]
        near = [curie for curie in others if _is_near(curie, own, by_category=not official)]
        numbers = tuple(number for curie in dict.fromkeys(near or others) if (number := graph.find(curie)) is not None)
        verdict = Verdict.CONTRADICTED if others and not near else Verdict.UNDECIDED
        means = f"a name of {graph.curie(numbers[0])}" if numbers else "no name of a code"
        explanation = f"'{written}' is {means}; {own} is '{graph.node(node).name}'."
        return Claim(ClaimType.CODE_NAME, *span, verdict, explanation, (node,), numbers)


def _is_of_system(curie: str, other: str) -> bool:
    return curie.partition(":")[0] == other.partition(":")[0]


def _is_near(curie: str, other: str, *, by_category: bool) -> bool:
    """Whether a code begins as another does, of which it says more or less; as its category does, where that is enough."""
    one, two = (code_key(text.partition(":")[2]) for text in (curie, other))
    return one.startswith(two) or two.startswith(one) or (by_category and one[:_CATEGORY] == two[:_CATEGORY])
