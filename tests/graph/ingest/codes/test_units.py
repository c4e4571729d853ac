"""Medically unlikely edits and NA indicators, in the layouts that CMS publishes."""

from pathlib import Path

import pytest

from graph.ingest.build import build
from graph.ingest.files.recognition import official_sources
from graph.model.findings import MalformedRow

NOTICE = '"All rights reserved.\r\nNo CPT codes here.",,,\r\n'
TITLES = '"HCPCS/\r\nCPT Code",{} MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n'
FEES = (
    ",,,,,NON-FAC,,FACILITY,,,,,,,,\n,,,STATUS,WORK,PE,NON-FAC NA,PE,FACILITY NA,GLOB,MULT,BILAT,ASST,CO-,TEAM,\n"
    "HCPCS,MOD,DESCRIPTION,CODE,RVU,RVU,INDICATOR,RVU,INDICATOR,DAYS,PROC,SURG,SURG,SURG,SURG,\n"
    "G0105,,,A,1,1,NA,1,,000,2,0,1,0,0,\nG0121,,,A,1,1,,1,NA,000,2,0,1,0,0,\nG0127,,,A,1,1,,1,,000,2,0,1,0,0,\n"
)


@pytest.mark.parametrize(
    ("title", "setting"),
    [
        ("Practitioner Services", "practitioner"),
        ("Outpatient Hospital Services", "outpatient"),
        ("DME Supplier Services", "equipment"),
    ],
)
def test_units_are_read_for_their_setting(tmp_path: Path, title: str, setting: str) -> None:
    rows = "G0105,1,2 Date of Service Edit: Policy,CMS Policy\r\nJ1885,12,3 Date of Service Edit: Clinical,Data\r\n"
    (tmp_path / "mue.csv").write_bytes((NOTICE + TITLES.format(title) + rows + "G0121,x,1 Line Edit,\r\n").encode())
    built = build(official_sources([tmp_path])[0])
    node = built.graph.nodes["HCPCS:J1885"]
    assert (node[f"max_units_{setting}"], node[f"max_units_{setting}_indicator"]) == (12, "3")
    assert built.graph.nodes["HCPCS:G0105"][f"max_units_{setting}"] == 1
    (finding,) = built.findings
    assert isinstance(finding, MalformedRow)


def test_what_is_rarely_done_where_is_read(tmp_path: Path) -> None:
    (tmp_path / "fees.csv").write_text(FEES)
    built = build(official_sources([tmp_path])[0])
    rare = {
        code: (
            built.graph.nodes[f"HCPCS:{code}"].get("is_rare_in_office"),
            built.graph.nodes[f"HCPCS:{code}"].get("is_rare_in_facility"),
        )
        for code in ("G0105", "G0121", "G0127")
    }
    assert rare == {"G0105": (True, None), "G0121": (None, True), "G0127": (None, None)}
