"""The parts of pages that are made from code: a page has a line `<!-- made NAME -->` where one belongs.

What stands between it and `<!-- end -->` is for readers of the file itself; in the site the list takes its place.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial

from docs_site import (
    commands,
    engine_features,
    error_codes,
    findings,
    formats,
    ontology,
    rules_and_headings,
    schema_types,
    settings_and_limits,
)

_MARK = re.compile(r"<!-- made (?P<name>[a-z-]+) -->\n.*?<!-- end -->", re.DOTALL)
MADE: Mapping[str, Callable[[], str]] = {
    "settings": settings_and_limits.settings,
    "limits": settings_and_limits.limits,
    "commands": commands.commands,
    "node-kinds": ontology.node_kinds,
    "edge-kinds": ontology.edge_kinds,
    "identifiers": ontology.identifiers,
    "engine-features": engine_features.engine_features,
    "formats": formats.formats,
    "findings": findings.findings,
    "error-codes": error_codes.error_codes,
    "rules": rules_and_headings.rules,
    "headings": rules_and_headings.headings,
    "schema-shared-arguments": schema_types.shared_arguments,
    **{f"schema-{page}": partial(schema_types.schema_page, page) for page in schema_types.PAGES},
}


def with_made_parts(markdown: str) -> str:
    """A page with all that is made in its place.

    Raises:
        KeyError: nothing is made under a name that the page has.
    """
    return _MARK.sub(lambda match: MADE[match["name"]](), markdown)
