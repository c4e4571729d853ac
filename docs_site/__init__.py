"""The documentation as a site: what MkDocs asks for while it builds `docs/`, and the pages that are made from code."""
