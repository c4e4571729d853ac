"""`python -m schema`: print the schema in GraphQL's schema definition language."""

import sys

from graph.model.limits import Limits
from schema.service import create_schema

if __name__ == "__main__":
    sys.stdout.write(create_schema(Limits()).as_str() + "\n")
