"""Groups of codes of ICD-10-CM that are the same but for the side.

A group begins with a pair: the codes of one category, of the same length and seventh character, whose titles say the
same but 'right' and 'left'. One for both sides says the same as a pair, or less ('…, bilateral' beside '…, right eye').
One of an unspecified side says 'unspecified' where they name it, or stands beside them in the one character in which
they differ, and its title names nothing that those beside it do not ('unspecified ulna and radius').
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from graph.ingest.codes.sides.sided_title import UNSPECIFIED, SidedTitle, read_title
from graph.model.icd10cm_form import CATEGORY_LENGTH

_SUBCATEGORY = CATEGORY_LENGTH + 2
_MOST_UNSAID = 3
"""How many words of a pair the title for both sides may leave out."""
_DOMINANCE = frozenset(("dominant", "nondominant"))
"""What titles of paralysis say with the side alone."""


@dataclass(slots=True)
class SideGroup:
    """A pair and what belongs to it; `words` are those of its titles but for the side."""

    right: str
    left: str
    words: Counter[str]
    bilateral: str | None = None
    unspecified: list[str] = field(default_factory=list)

    def members(self) -> list[str]:
        """All codes of the group."""
        return [self.right, self.left, *([self.bilateral] if self.bilateral else []), *self.unspecified]


@dataclass(slots=True)
class SideGroups:
    """The groups of all entries, by their titles. `sides` has the side of each code that has one."""

    titles: Mapping[str, SidedTitle]
    groups: list[SideGroup] = field(default_factory=list)
    sides: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, titles: Mapping[str, str]) -> "SideGroups":
        """The groups of entries of four characters and more, by their codes and titles."""
        made = cls({code: read_title(title) for code, title in sorted(titles.items())})
        made.groups = list(made._pairs())
        made._add_bilateral()
        made._add_unspecified()
        made._keep_nearest()
        for group in made.groups:
            made.sides |= {group.right: "right", group.left: "left"}
        return made

    def _pairs(self) -> Iterator[SideGroup]:
        alike: dict[object, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for code, title in self.titles.items():
            if title.side in {"right", "left"}:
                alike[_likeness(code, title.words)][title.side].append(code)
        for sided in alike.values():
            for right, left in _matched(sided["right"], sided["left"]):
                yield SideGroup(right, left, self.titles[right].words)

    def _add_bilateral(self) -> None:
        near: dict[str, list[SideGroup]] = defaultdict(list)
        for group in self.groups:
            near[group.right[:CATEGORY_LENGTH]].append(group)
        for code, title in self.titles.items():
            if title.side == "bilateral":
                self.sides[code] = "bilateral"
                closest = _closest(code, title.words, near[code[:CATEGORY_LENGTH]])
                if closest and closest.bilateral is None:
                    closest.bilateral = code

    def _add_unspecified(self) -> None:
        families, alike = _families(self.groups), dict[object, list[SideGroup]]()
        for group in self.groups:
            alike.setdefault(_sameness(group.right, group.words), []).append(group)
        for code, title in self.titles.items():
            if title.is_sideless and title.words[UNSPECIFIED]:
                words = title.words - Counter((UNSPECIFIED,))
                same = alike.get(_sameness(code, words), ())
                beside = same or self._beside(code, words, families)
                for group in beside:
                    self.sides[code] = "unspecified"
                    if same or words.keys() == group.words.keys() - _DOMINANCE:
                        group.unspecified.append(code)

    def _keep_nearest(self) -> None:
        """Of several codes of an unspecified side those of the pair's own subcategory, where there are such."""
        for group in self.groups:
            own = [code for code in group.unspecified if code[:_SUBCATEGORY] == group.right[:_SUBCATEGORY]]
            group.unspecified = own or group.unspecified

    def _beside(
        self, code: str, words: Counter[str], families: Mapping[str, Sequence[SideGroup]]
    ) -> Sequence[SideGroup]:
        """The groups whose own codes differ where it differs from them, if it says nothing that none of them says."""
        for position in range(_SUBCATEGORY - 1, len(code)):
            family = families.get(_masked(code, position), ())
            if family and words.keys() <= {word for group in family for word in group.words}:
                return family
        return ()


def _sameness(code: str, words: Counter[str]) -> tuple[str, int, frozenset[str]]:
    """The same without how often words occur: '… of external ear, unspecified ear' beside '… of right external ear'."""
    return code[:CATEGORY_LENGTH], len(code), frozenset(words)


def _likeness(code: str, words: Counter[str]) -> tuple[str, int, frozenset[tuple[str, int]]]:
    """What codes of different sides have in common: category, length and words."""
    return code[:CATEGORY_LENGTH], len(code), frozenset(words.items())


def _matched(right: Sequence[str], left: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The one code of each side; of several, those of one subcategory."""
    if len(right) == len(left) == 1:
        yield right[0], left[0]
        return
    for code in right:
        beside = [other for other in left if other[:_SUBCATEGORY] == code[:_SUBCATEGORY]]
        if len(beside) == 1 and sum(other[:_SUBCATEGORY] == code[:_SUBCATEGORY] for other in right) == 1:
            yield code, beside[0]


def _families(groups: Iterable[SideGroup]) -> Mapping[str, list[SideGroup]]:
    """Groups by their codes without the one character in which the codes of the two sides differ."""
    families: dict[str, list[SideGroup]] = defaultdict(list)
    for group in groups:
        pairs = enumerate(zip(group.right, group.left, strict=True))
        differing = [position for position, (right, left) in pairs if right != left]
        if len(differing) == 1:
            families[_masked(group.right, differing[0])].append(group)
    return families


def _masked(code: str, position: int) -> str:
    return f"{code[:position]}*{code[position + 1 :]}"


def _closest(code: str, words: Counter[str], groups: Iterable[SideGroup]) -> SideGroup | None:
    """The one group that says what these words say, and the least more; of several the one with the nearest codes."""
    ranked = sorted(
        (
            ((group.words - words).total(), -_alike(code, group.right), place, group)
            for place, group in enumerate(groups)
            if words <= group.words and (group.words - words).total() <= _MOST_UNSAID
        ),
        key=lambda item: item[:3],
    )
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return None
    return ranked[0][-1]


def _alike(one: str, other: str) -> int:
    """How many characters two codes begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
