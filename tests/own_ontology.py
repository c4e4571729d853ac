"""An ontology of an institution's own for tests, and programs that are run with it in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

from graph.model.source_files import ROOT

ONTOLOGY = """
[edges.ASSESSED_BY]
sources = ["Procedure"]
targets = ["Role"]
description = "Who assesses the patient before it."
inverse = "assesses"
inverse_description = "Procedures before which they assess the patient."
strongest = "days_before"

[edges.ASSESSED_BY.properties.days_before]
type = "integer"
description = "How many days before at most."

[edges.ASSESSED_BY.properties.extent]
description = "How much is looked at."

[edges.ASSESSED_BY.properties.extent.values]
brief = "A talk."
"in full" = "A talk, an examination and a test of the blood."

[edges.ASSESSED_BY.properties.forms]
type = "strings"
description = "Forms that are filled in."

[edges.SHARES_ROOM_WITH]
sources = ["Procedure"]
targets = ["Procedure"]
symmetric = true
description = "Procedures in the same room."

[edges.TREATS_FIRST]
sources = ["Procedure"]
targets = ["Indication"]
field = "treatsFirst"
description = "What it is the first treatment of."
inverse = "firstTreatments"
inverse_description = "The first treatments of it."
"""
EDGES = "\n".join(
    [
        "# Who is where.",
        "subject\tpredicate\tobject\tdays_before\textent\tforms",
        "PAGE:cast\tASSESSED_BY\tROLE:nurse\t3\tin full\tA 1|B 2",
        "PAGE:cast\tASSESSED_BY\tROLE:surgeon\t7\tbrief\t",
        "PAGE:splint\tASSESSED_BY\tROLE:nurse",
        "PAGE:splint\tSHARES_ROOM_WITH\tPAGE:cast",
        "PAGE:cast\tTREATS_FIRST\tINDICATION:fracture",
        "",
    ]
)


def write_data(folder: Path, ontology: str = ONTOLOGY, edges: str = EDGES) -> Path:
    """A folder of data with an ontology and a file of edges."""
    (folder / "edges").mkdir(parents=True)
    (folder / "edges" / "clinic.tsv").write_text(edges, encoding="utf-8")
    (folder / "ontology.toml").write_text(ontology, encoding="utf-8")
    return folder


def run_program(*words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run Python in a process of its own, with these settings alone."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MEDCODE_")}
    environment = {**inherited, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", **settings}
    return subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)
