"""`python server.py` serves the graph, as `medcode serve` does."""

import sys

from serving.ontology_option import use_ontology_of

if __name__ == "__main__":
    use_ontology_of(sys.argv[1:])
    from serving.run import main

    raise SystemExit(main())
