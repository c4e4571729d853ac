"""The graph in a graph database that speaks openCypher over Bolt: pushed there, read from there, pulled back."""
