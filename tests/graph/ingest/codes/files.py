"""Small official files, made for tests in the official formats."""

from pathlib import Path

from graph.ingest.build import BuildResult, build
from graph.ingest.files.recognition import official_sources
from graph.ingest.source import Source
from graph.model.findings import SourceError

ICD10CM = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><version>2026</version><chapter><name>19</name><desc>Injury (S00-T88)</desc>
<section id="S40-S49"><desc>Injuries to the shoulder and upper arm (S40-S49)</desc>
<diag><name>S42</name><desc>Fracture of shoulder and upper arm</desc>
<excludes1><note>traumatic amputation of shoulder (S48.-)</note></excludes1>
<excludes2><note>other injuries (S40-S48), fracture of nothing (S99.9)</note></excludes2>
<diag><name>S42.0</name><desc>Fracture of clavicle</desc><inclusionTerm><note>Broken collar bone</note></inclusionTerm>
<sevenChrDef><extension char="A">initial encounter</extension><extension char="D">later</extension></sevenChrDef>
<diag><name>S42.00</name><desc>Fracture of clavicle, unspecified</desc></diag></diag></diag>
<diag><name>S48</name><desc>Traumatic amputation of shoulder</desc></diag>
</section></chapter></ICD10CM.tabular>
"""
TABLES = """<?xml version="1.0"?>
<ICD10PCS.tabular><version>2025</version><pcsTable>
<axis pos="1"><title>Section</title><label code="0">Medical and Surgical</label></axis>
<axis pos="2"><title>Body System</title><label code="P">Upper Bones</label></axis>
<axis pos="3"><title>Operation</title><label code="S">Reposition</label></axis>
<pcsRow><axis pos="4"><title>Body Part</title><label code="9">Clavicle, Right</label>
<label code="B">Clavicle, Left</label></axis>
<axis pos="5"><title>Approach</title><label code="0">Open</label><label code="X">External</label></axis>
<axis pos="6"><title>Device</title><label code="Z">No Device</label></axis>
<axis pos="7"><title>Qualifier</title><label code="Z">No Qualifier</label></axis></pcsRow>
</pcsTable></ICD10PCS.tabular>
"""
HCPCS = """hcpcs_code,short_description,long_description,cov,betos,tos,action,date_added,date_term,date_action,xref
A4565,Slings,Slings,C,D1F,,N,1986-01-01,,1996-09-10,
Q4000,Old sling,Sling of old,C,D1F,,N,1986-01-01,2001-01-01,1996-09-10,
99999,Wrong,Not a code,C,,,,,,,
A4566,Cut short
"""
ADD_ONS = "primary_code,add_on_code,aoc_edit_type\n99991,99992,1\n99990,99992,1\nCCCCC,99993,2\nx,99994,1\n"
EDITS = """column1,column2,deletion,modifier,rationale
99991,99992,9999-12-31,1,Standards of practice
99991,99990,2019-12-31,1,Standards of practice
A4565,99991,,0,Mutually exclusive
A4565,99991,,7,Unheard of
"""
FEES = (
    "hcpcs_code,mod,status,glob,mult_proc,bilat_surg,asst_surg,co_surg,team_surg\n"
    "99992,,A,ZZZ,0,0,2,2,0\n99992,26,A,XXX,0,0,0,0,0\n"
)
RBCS = (
    "hcpcs_code,rbcs_category,rbcs_subcategory,rbcs_family\n"
    "99991,Procedure,Musculoskeletal,No RBCS Family\nA4565,DME,Orthotic Devices,Slings\n"
)
PLACES = (
    "pos_code,pos_type,pos_name,pos_description\n"
    "01,Non-Facility,Pharmacy,A place for drugs.\n27,,Unassigned,\nxx,,Nowhere,None\n"
)
DOCUMENTS = """contractor_name_type,document_display_id,document_type,document_version,effective_date,note,\
retirement_date,title,url
"Palmetto GBA, LLC\n(MAC - Part A)",L1,LCD,3,08/14/2025,,N/A,Slings,https://example.org/l1
"Palmetto GBA, LLC\n(MAC - Part A)",L2,LCD,3,08/14/2020,Retired,12/31/2024,Old slings,https://example.org/l2
"""
PLAN = """payer,policy_number,title,url,effective_date,status,code_system,codes,coverage
Good Health,7,Fractures,https://example.org/7,2026-01-01,Active,ICD10CM,"S42.00XA-S42.00XD; S48",covered
Good Health,7,Fractures,https://example.org/7,2026-01-01,Active,HCPCS,A4565,
Good Health,8,All of it,,,,ICD10CM,all diagnoses,conditional
Good Health,9,Nothing,,,,CPT,No CPT codes,covered
Good Health,10,Typo,,,,HCPCS,A4S65,covered
Good Health,11,Wrong,,,,SNOMED,1,covered
"""
CPT = """CPT 2026, made up for a test. Copyright American Medical Association.

99991\tSomething done to a shoulder
99992\tSomething more done to a shoulder (List separately in addition to code for primary procedure)
"""
RECORD = "{code}{number:05}{kind}{long:<80}{short:<28}" + " " * 85 + "{more:<25}{cov}" + " " * 26 + "{betos}" + " " * 9
LCD = (
    '{"state": "Ohio", "policies": [{"lcd_id": "L9", "title": "Slings", "associated_documents": '
    '{"related_local_coverage_documents": [{"id": "A9", "title": "Billing: Slings", "url": "https://example.org/a9", '
    '"article_content": {"Group 1": {"paragraph": "Listing does not assure coverage. Applicable to codes 99991, A4565 '
    'only.", "codes": [{"code": "S48", "description": "Traumatic amputation of shoulder"}]}}}]}}]}'
)


def anweb(*, cut: bool = False) -> bytes:
    """Records of 320 characters, latin-1."""
    head = f"***Disclaimers\n{'   A1001007Dressing':<320}\n"
    one = RECORD.format(
        code="A4565", number=10, kind=3, long="Slings, caf\xe9", short="Slings", more="", cov="C", betos="D1F"
    )
    two = RECORD.format(code="A4565", number=20, kind=4, long="of any make", short="", more="", cov=" ", betos="   ")
    dates = f"{'19860101':<16}{'':<9}"
    text = head + f"{one + dates:<320}\n" + f"{two:<320}\n"
    return (text[:-150] if cut else text).encode("latin-1")


ALL: dict[str, str | bytes] = {
    "one.xml": ICD10CM,
    "two.xml": TABLES,
    "three": HCPCS,
    "four.dat": ADD_ONS,
    "five.csv": EDITS,
    "six.csv": FEES,
    "seven.csv": RBCS,
    "eight.csv": PLACES,
    "nine.csv": DOCUMENTS,
    "ten.csv": PLAN,
    "eleven.txt": CPT,
    "twelve.json": LCD,
}


def put(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(folder: Path, *others: Source) -> tuple[BuildResult, list[SourceError]]:
    """The graph of a folder of official files, and all findings."""
    sources, findings = official_sources([folder])
    built = build([*sources, *others])
    return built, [*findings, *built.findings]
