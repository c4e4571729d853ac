"""`python server.py` serves the graph, as `medcode serve` does."""

from serving.run import main

if __name__ == "__main__":
    raise SystemExit(main())
