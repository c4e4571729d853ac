"""Whether what the graph says about codes is so, compared with tables and programs that it was not made from."""
