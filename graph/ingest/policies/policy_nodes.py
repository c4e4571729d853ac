"""Policies and their payers as nodes: pages, plans' tables and coverage exports meet in them."""

from collections.abc import Iterator

from graph.ingest.policies.coverage_database import is_medicare_number
from graph.model.elements import Edge, Evidence, Node, make_curie, slugify


def policy_curie(payer: str, number: str) -> str:
    """The CURIE of a policy by its payer, empty where none is named, and its number, or its title without one.

    A determination of Medicare is known by its number alone: pages and exports name its contractors differently.
    """
    return make_curie("POLICY", slugify(number if is_medicare_number(number) else f"{payer} {number}"))


def payer_nodes(policy: str, payer: str, evidence: tuple[Evidence, ...]) -> Iterator[Node | Edge]:
    """The payer of a policy, and the edge to it."""
    curie = make_curie("PAYER", slugify(payer))
    yield Node(curie, "Payer", payer)
    yield Edge(policy, "ISSUED_BY", curie, {}, evidence)
