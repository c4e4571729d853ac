"""How the schema is served over HTTP: settings, the endpoint, and the short way for plain requests."""
