"""`python -m tests.frontend` writes what the programs of `docs/frontend/typed-client.md` print into it anew."""

from tests.frontend.document import DOCUMENT, printing
from tests.frontend.project import done

if __name__ == "__main__":
    with done() as project:
        text = printing(DOCUMENT.read_text(encoding="utf-8"), lambda line: project.results[line].stdout)
    DOCUMENT.write_text(text, encoding="utf-8")
