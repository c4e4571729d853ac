"""What one request may cost. Whatever exceeds a limit is refused with a message that names it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a request.

    `tokens`, `aliases`, `depth`, `fields` and `overlaps` are of its document (see `schema.documents.complexity`),
    `body` is in bytes; `nodes` counts the items that go into the answer, `rows` what is looked at to find them.
    """

    tokens: int = 2_500
    aliases: int = 200
    depth: int = 40
    fields: int = 2_000
    overlaps: int = 5_000
    nodes: int = 20_000
    rows: int = 300_000
    body: int = 256 * 1024
