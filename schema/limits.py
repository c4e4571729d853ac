"""What one request may cost. Whatever exceeds a limit is refused with a message that names it."""

from collections.abc import Callable
from dataclasses import dataclass

from strawberry.extensions import MaxAliasesLimiter, MaxTokensLimiter, QueryDepthLimiter, SchemaExtension


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a request; `nodes` counts everything that is read from the graph, `body` is in bytes."""

    tokens: int = 5_000
    aliases: int = 200
    depth: int = 40
    nodes: int = 50_000
    body: int = 256 * 1024

    def extensions(self) -> list[Callable[[], SchemaExtension]]:
        """Strawberry extensions that hold a document to these limits before it runs."""
        return [
            lambda: MaxTokensLimiter(max_token_count=self.tokens),
            lambda: MaxAliasesLimiter(max_alias_count=self.aliases),
            lambda: QueryDepthLimiter(max_depth=self.depth),
        ]
