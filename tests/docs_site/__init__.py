"""The documentation as a site: what is built, what is made from code, what links lead to."""
