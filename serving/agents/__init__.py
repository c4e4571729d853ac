"""Tools for language-model agents, by the Model Context Protocol; each is a stored operation."""
