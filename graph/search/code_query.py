"""A query that is a code: in which ways it may be written, and of which system it looks like one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from string import ascii_lowercase

from graph.model.ontology import ONTOLOGY
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.search.entry import SYSTEM_WORDS
from graph.search.words import code_key

_CURIE = re.compile(r"\s*(?P<prefix>\w+):\S+\s*")
_COMPACT = re.compile(r"[A-Za-z0-9]+(?:[.:-]+[A-Za-z0-9]+)*[.:-]*")
_BESIDE = re.compile(r"\b(?:dx|diagnosis|codes?|procedure|proc|number)\b[:#]?", re.IGNORECASE)
"""What people write beside a code without saying of which system it is."""
_FOREIGN = re.compile(r"\b(?:modifiers?|rev(?:enue)?|ndc)\b(?=.*\d)", re.IGNORECASE)
"""Systems of numbers that no graph of ours has: what is of them is no code here."""
_ICD9 = re.compile(r"(?:icd\W*9\W*(?:cm\W*)?)?(?P<whole>\d{2,3})\.(?P<part>\d{1,2})", re.IGNORECASE)
_ICD9_SYSTEMS = {3: "ICD9CM", 2: "ICD9PCS"}
"""Numbers with a point are codes of ICD-9-CM, by how many digits stand before it: diagnoses, procedures."""
_LONGEST, _SHOWS_CODE = 12, 3
"""Characters of a code, and how many of them show that it is one: a digit is among the first."""
_FORMS = (
    *(re.compile(system.pattern.replace(r"\.", r"\.?"), re.IGNORECASE) for system in CODE_SYSTEMS.values()),
    re.compile(r"[A-Z]\d[0-9A-Z]{0,5}", re.IGNORECASE),  # ICD-10-CM without its point, also begun.
    re.compile(r"\d+(?:-\d+)*"),
)
_ALIKE = {"o": "o0", "0": "0o", "i": "i1", "l": "l1", "1": "1il"}
"""Characters that are taken for each other; ICD-10-PCS has no I and O for that reason."""
_MOST_ALIKE = 512
_PLACEHOLDER = re.compile(r"(?:(?:\.|(?<![xX*?_]))[xX*?_]+|(?<![.,:;-])[.,:;-]+)$")
"""What stands for the rest of a code at the end of it."""


@dataclass(frozen=True, slots=True)
class CodeQuery:
    """A query as a code: its key, and the key with the prefix of each system that it is said to be of."""

    key: str
    system_codes: tuple[tuple[str, str], ...] = ()
    is_compact: bool = True
    is_foreign: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key, *(key for _, key in self.system_codes))

    @property
    def has_form(self) -> bool:
        """Whether it has the form of a code, so that nothing else is meant if there is no such code."""
        return (
            self.is_foreign
            or bool(self.system_codes)
            or (self.is_compact and any(form.fullmatch(self.key) for form in _FORMS))
        )

    def begun(self) -> "CodeQuery":
        """The same without what stands for the rest of the code, as in 'E11.x'."""
        cut = _PLACEHOLDER.sub("", self.key)
        return replace(
            self, key=cut, system_codes=tuple((of, _PLACEHOLDER.sub("", key)) for of, key in self.system_codes)
        )

    def alike(self, known: Callable[[str], bool]) -> str | None:
        """The known code that this unknown one is with the fewest letters taken for digits; None where two are."""
        choices = [_ALIKE.get(char, char) for char in self.key]
        written = islice(map("".join, product(*choices)), _MOST_ALIKE)
        found = sorted((self._differences(other), other) for other in written if other != self.key and known(other))
        is_only = len(found) == 1 or (len(found) > 1 and found[0][0] < found[1][0])
        return found[0][1] if is_only else None

    def _differences(self, other: str) -> int:
        return sum(a != b for a, b in zip(self.key, other, strict=True))


def read_code(text: str) -> CodeQuery | None:
    """A query as a code or a CURIE; None where it cannot be one: a digit is missing, or it is too long."""
    rest = _BESIDE.sub(" ", text).strip()
    key = code_key(rest)
    rests = ((prefix, _after(key, said)) for prefix, said in SYSTEM_WORDS.items())
    system_codes = tuple((prefix, rest) for prefix, rest in rests if rest[:_SHOWS_CODE].strip(ascii_lowercase))
    if _FOREIGN.search(text):
        return CodeQuery(key, is_foreign=True)
    icd9 = _ICD9.fullmatch(rest)
    if icd9:
        prefix, number = _ICD9_SYSTEMS[len(icd9["whole"])], icd9["whole"] + icd9["part"]
        return CodeQuery(prefix.lower() + number, ((prefix, number),), bool(_COMPACT.fullmatch(rest)))
    shortest = min((key, *(code for _, code in system_codes)), key=len)
    may_be_code = len(shortest) <= _LONGEST and any(char.isdigit() for char in shortest)
    if not may_be_code and not _is_curie(text):
        return None
    return CodeQuery(key, system_codes, bool(_COMPACT.fullmatch(rest)))


def _after(key: str, said: Sequence[str]) -> str:
    """What follows the longest of the words that say a system; the longest come first."""
    return next((key[len(word) :] for word in said if key.startswith(word)), "")


def _is_curie(text: str) -> bool:
    curie = _CURIE.fullmatch(text)
    return curie is not None and curie["prefix"].upper() in ONTOLOGY.by_prefix
