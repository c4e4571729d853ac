"""Questions about the shape of the graph: plain NetworkX, its dispatch backends, and other libraries beside it.

    python -m bench.networks [--rounds N] [--networks NAME …] [--questions NAME …]

Each network is a simple graph of numbered nodes, made from the snapshot (`bench.networks.network`). Each question has
one plain answer, by NetworkX; a library that answers it too must say the same (`bench.networks.same`), or the run ends.
Libraries take turns in each round; figures are medians of the rounds. What it takes to convert a NetworkX graph, and
to make the same graph from the columns of the snapshot, is measured by itself.

All libraries but NetworkX, SciPy and igraph are optional, and what is absent or fails is said. To measure all of them:

    pip install nx-parallel graphblas-algorithms networkit rustworkx

nx-parallel 0.4 wants Python 3.12; 0.3, the newest for 3.11, cannot be imported beside NetworkX 3.6.
"""
