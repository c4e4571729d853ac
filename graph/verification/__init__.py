"""What a text claims of codes and relations, compared with the graph, and certificates of what that rests on."""
