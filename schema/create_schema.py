"""Creates the schema: its types, its executor, and the limits that hold for a document."""

from collections.abc import Callable
from functools import cache

import strawberry
from graphql import ASTValidationRule, GraphQLError, NoSchemaIntrospectionCustomRule
from strawberry.extensions import AddValidationRules, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from graph.model.limits import Limits
from schema.documents.cache import CacheDocuments, DocumentCache
from schema.documents.limit_rules import limit_extensions
from schema.documents.number_literals import refuse_unrepresentable_literals
from schema.errors import FormatErrors
from schema.fields.federation import ANY, Representation, federation_fields
from schema.fields.root import declare_query
from schema.kinds import declare_kinds
from schema.types.declare import read_attribute
from schema.types.properties import DATE, Day

Extension = type[SchemaExtension] | Callable[[], SchemaExtension]


class Schema(strawberry.Schema):
    """A schema whose errors are logged where they are presented, and nowhere else; `documents` are those it knows."""

    documents: DocumentCache

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Strawberry would log every error with its traceback, the caller's mistakes too."""


def create_schema(limits: Limits, *, introspection: bool = True, federation: bool = False) -> Schema:
    """The schema with these limits, of a subgraph with `federation`; it holds no data, the request's context does."""
    rules: list[type[ASTValidationRule]] = [] if introspection else [NoSchemaIntrospectionCustomRule]
    documents = DocumentCache(rules)
    cached: list[Extension] = [lambda: AddValidationRules(rules), lambda: CacheDocuments(documents)]
    used = [FormatErrors, *cached, *limit_extensions(limits)]
    query = _federated_query() if federation else _QUERY
    schema = Schema(query, types=_KINDS, extensions=used, config=_CONFIG)
    schema.documents = documents
    return schema


@cache
def _federated_query() -> type:
    return declare_query(federation_fields(_KINDS, Schema(_QUERY, types=_KINDS, config=_CONFIG).as_str))


refuse_unrepresentable_literals()
_CONFIG = StrawberryConfig(default_resolver=read_attribute, scalar_map={Day: DATE, Representation: ANY})
_KINDS = declare_kinds()
_QUERY = declare_query()
