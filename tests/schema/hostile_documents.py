"""Documents that spread fragments again and again, and how often their selections are walked."""

from collections.abc import Iterator

from graphql import DocumentNode, SelectionNode, SelectionSetNode, Visitor, parse, visit

MANY = 1_000
HOP = "risks { nodes { procedures { nodes { ...NEXT } } } }"
NESTED = f"{HOP} x: {HOP}"


def chain(length: int, spread: str = "...NEXT ...NEXT", last: str = "__typename", kind: str = "Query") -> str:
    """Fragments each of which spreads the next, twice unless said otherwise."""
    links = [f"fragment a{i} on {kind} {{ {spread.replace('NEXT', f'a{i + 1}')} }}" for i in range(length)]
    return " ".join([*links, f"fragment a{length} on {kind} {{ {last} }}"])


def complete(count: int) -> str:
    """Fragments each of which spreads all that come after it."""
    return " ".join(
        f"fragment a{i} on Query {{ __typename {' '.join(f'...a{j}' for j in range(i + 1, count))} }}"
        for i in range(count)
    )


class Counted(tuple[SelectionNode, ...]):
    """Selections that count how often they are walked."""

    __slots__ = ()
    walks = 0

    def __iter__(self) -> Iterator[SelectionNode]:
        Counted.walks += 1
        return super().__iter__()


def counted(text: str) -> tuple[DocumentNode, int]:
    """A document that counts walks from now on, and how many sets of selections it has."""
    Counted.walks = 0
    document, found = parse(text), list[SelectionSetNode]()

    class Look(Visitor):
        def enter_selection_set(self, node: SelectionSetNode, *_: object) -> None:
            found.append(node)

    visit(document, Look())
    for node in found:
        object.__setattr__(node, "selections", Counted(node.selections))  # Nodes are frozen.
    return document, len(found)
