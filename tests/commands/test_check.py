"""`medcode check`: what people and programs are told of files of data."""

import json
import os
import sys
from pathlib import Path

import pytest

from graph.console import FINDINGS, OK, USAGE
from graph.ingest.build import build
from graph.ingest.data_folder import SHIPPED, Part
from graph.model.elements import Node
from graph.store.snapshot_writer import write_snapshot
from medcode.__main__ import main
from tests.commands.conftest import Program
from tests.graph.ingest.pages.test_layout import PAGE
from tests.shipped import PAGES
from tests.world import EDGES, NODES, World

HIP = PAGES / "orthopedics" / "total-hip-replacement.txt"
WIDTH = 80
POLICIES = "payer,policy_number,title,code_system,codes,coverage\nPlan,1,Feet,ICD10CM,{},covered\n"
MAPPINGS = """#mapping_set_id: x
#license: x
#curie_map:
#mapping_set_title: Own
subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification
"""


@pytest.fixture(scope="module")
def coded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot of the world with a diagnosis."""
    found = tmp_path_factory.mktemp("coded") / "world"
    diagnosis = Node("ICD10CM:E11.9", "Diagnosis", "Type 2 diabetes mellitus without complications")
    write_snapshot(build([World([*NODES, *EDGES, diagnosis])]).graph, found)
    return found


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, coded_folder: Path) -> Path:
    """A folder of data with one page that has a misspelt heading and an unknown risk; codes are those of the world."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEDCODE_STORE", f"snapshot:{coded_folder}")
    monkeypatch.delenv("MEDCODE_DATA", raising=False)
    page = Path("mine/pages/orthopedics/knee.txt")
    page.parent.mkdir(parents=True)
    page.write_text(f"{PAGE}Indicatons\n- Torn meniscus\nRisks and Complications\n- Boredom\n- Infections of wounds\n")
    return Path("mine")


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    main(["check", *words])
    return capsys.readouterr().out


def add(folder: Path, part: Part, name: str, text: str) -> str:
    path = folder / part / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_page_is_told_by_its_sections(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, str(HIP), "--code", "00100", "--system", "CPT")
    assert text.startswith("Total Hip Replacement (CPT:00100)\n")
    assert "risks" in text
    assert "duration 60–120 min" in text
    assert "Nothing read of" not in text


def test_findings_have_their_place_and_what_to_do(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "mine")
    assert text.startswith("Knee Repair (PAGE:knee)\n  mine/pages/orthopedics/knee.txt\n")
    assert "knee.txt:14\n    Unknown heading: 'Indicatons'\n    Did you mean 'Indications'?" in text
    assert "knee.txt:17\n    Unknown risk: 'Boredom'\n" in text
    assert "To add to mine/vocabulary/risk.tsv, as a term of its own:\nBoredom\t\t\n" in text
    assert "or, as another wording of 'Infection':\nInfection\tInfections of wounds\t\n" in text
    assert "UnknownTerm" not in text
    assert main(["check", "mine"]) == OK
    assert main(["check", "mine", "--strict"]) == FINDINGS


def test_the_lines_to_add_are_what_makes_the_terms_known(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line for line in printed(capsys, "mine").splitlines() if "\t" in line]
    terms = add(mine, Part.VOCABULARY, "risk.tsv", "label\taliases\tbroader\n" + "\n".join([lines[0], lines[2]]) + "\n")
    text = printed(capsys, "mine")
    assert "unknown" not in text.casefold().partition("sections")[0].replace("unknown heading", "")
    assert "1 term, 1 term that adds to a known one, 1 other wording" in text
    assert printed(capsys, "mine/pages/orthopedics/knee.txt").count("Unknown risk") == 0
    assert printed(capsys, terms).startswith("Terms: risk\n")


def test_json_has_the_record_and_the_findings_as_objects(
    mine: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["check", "mine", "--json"])
    document = json.loads(capsysbinary.readouterr().out)
    assert (document["curie"], document["name"], document["isRead"]) == ("PAGE:knee", "Knee Repair", True)
    assert document["risks"][0]["term"] == "Boredom"
    unknown = [finding for finding in document["findings"] if finding["code"] == "UNKNOWN_TERM"]
    assert [finding["line"] for finding in unknown] == [17, 18]
    assert unknown[0]["additions"] == [
        {"file": "mine/vocabulary/risk.tsv", "line": "Boredom\t\t", "meaning": "a term of its own"}
    ]


def test_what_is_not_filled_in_is_said_once(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = add(mine, Part.PAGES, "a.txt", f"{PAGE}Benefits\n- [Fill in: one]\n- [fill in: two]\n- No scar\n")
    text = printed(capsys, asked)
    assert text.count("Not filled in yet: lines 15, 16") == 1
    assert "1 benefit" in text


@pytest.mark.parametrize("content", [b"", b"\0\1", b"Dear reader,\n"])
def test_no_page_fails(tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").write_bytes(content)
    assert main(["check", str(tmp_path / "x")]) == FINDINGS
    assert "This is not a procedure page." in capsys.readouterr().out
    assert main(["check", str(tmp_path / "missing")]) == FINDINGS


def test_a_query_is_checked_by_line_and_column(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = add(mine, Part.QUERIES, "right.graphql", "# Which risks are there?\n{ risks { totalCount } }\n")
    assert "Which risks are there?" in printed(capsys, right)
    wrong = add(mine, Part.QUERIES, "wrong.graphql", "# Which?\n{ risks { totalCont } }\n")
    text = printed(capsys, wrong)
    assert "wrong.graphql:2:11" in text
    assert "Did you mean 'totalCount'?" in text
    assert main(["check", wrong, "--strict"]) == FINDINGS


def test_names_of_mappings_are_compared_with_what_there_is(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = "{}\tskos:exactMatch\t{}\tX\tsemapv:ManualMappingCuration\n"
    rows = row.format("RISK:boredom", "ICD10CM:E11.9") + row.format("PAGE:kneee", "ICD10CM:E11.9")
    path = add(mine, Part.MAPPINGS, "own.sssom.tsv", MAPPINGS + rows)
    text = printed(capsys, path)
    assert text.startswith("Mappings: Own\n")
    assert "2 mappings" in text
    assert "own.sssom.tsv:7" in text
    assert "Unknown name: 'PAGE:kneee'" in text
    assert "Did you mean 'PAGE:knee'?" in text
    assert "own.sssom.tsv:6" not in text


def test_policies_are_recognised_and_their_codes_compared(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = add(mine, Part.POLICIES, "right.csv", POLICIES.format("E11.9"))
    text = printed(capsys, right)
    assert text.startswith("Policies of health plans\n")
    assert "right.csv:2" not in text
    wrong = add(mine, Part.POLICIES, "wrong.csv", POLICIES.format("E11.99"))
    assert "wrong.csv:2" in printed(capsys, wrong)
    lacking = add(mine, Part.POLICIES, "lacking.csv", POLICIES.format("E11.9").replace(",coverage", ",cover"))
    text = " ".join(printed(capsys, lacking).split())
    assert "Nearest: Policies of health plans. Lacks: coverage." in text


def test_without_a_graph_codes_are_compared_with_none(
    mine: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDCODE_STORE", "snapshot:nowhere")
    text = printed(capsys, add(mine, Part.POLICIES, "p.csv", POLICIES.format("E11.9")))
    assert "compared with none" in text
    assert "p.csv:2" not in text


def test_a_whole_folder_ends_with_a_summary(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(mine, Part.QUERIES, "q.graphql", "# Which?\n{ risks { totalCount } }\n")
    text = printed(capsys, "mine")
    assert "Sections of 1 page\n" in text
    assert "unknown term" in text.partition("Findings\n")[2]
    assert text.endswith("2 of 2 files read, 3 findings.\n")
    assert max(map(len, text.splitlines())) <= WIDTH


def test_the_folders_of_the_environment_are_checked_unless_others_are_given(
    mine: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["check"]) == USAGE
    assert "MEDCODE_DATA" in capsys.readouterr().err
    monkeypatch.setenv("MEDCODE_DATA", "mine")
    assert printed(capsys).startswith("Knee Repair (PAGE:knee)")


def test_a_vocabulary_that_is_wrong_is_told_with_the_pages_that_need_it(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(mine, Part.VOCABULARY, "risks.tsv", "label\taliases\tbroader\n")
    text = printed(capsys, "mine/pages/orthopedics/knee.txt")
    assert "mine/vocabulary/risks.tsv" in text
    assert "Did you mean 'risk.tsv'?" in text


def test_what_lies_beside_the_parts_is_told(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (mine / "page").mkdir()
    (mine / "README.md").write_text("Ours.")
    text = printed(capsys, "mine")
    assert "mine/page\n    This is in no part" in text
    assert "Did you mean 'pages'?" in text
    assert "README" not in text


def test_two_pages_of_one_name_are_told(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(mine, Part.PAGES, "knee.md", PAGE)
    assert "Another page has this code already" in printed(capsys, "mine")


def test_the_shipped_pages_have_no_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SHIPPED.part(Part.PAGES) / "urology"), "--strict"]) == OK


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and names of POSIX")
def test_what_cannot_be_read_neither_crashes_nor_hangs(tmp_path: Path, program: Program) -> None:
    for part in Part:
        (tmp_path / part).mkdir()
        os.mkfifo(tmp_path / part / "pipe.txt")
        (tmp_path / part / "empty").write_bytes(b"")
        (tmp_path / part / "binary.tsv").write_bytes(bytes(range(256)))
        (tmp_path / part / "again").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / part / "con\x1b[31mtrol\n.txt").write_bytes(b"\xff\xfe\xff")
    os.mkfifo(tmp_path / "vocabulary" / "risk.tsv")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/pages/sur\xff.txt")).write_bytes(b"x")
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    (tmp_path / "queries" / "latin.graphql").write_bytes(b"# \xe9?\n{ risks { totalCount } }")
    for words in ([str(tmp_path)], [str(tmp_path / "itself")], ["/dev/null"], [str(tmp_path), "--json"]):
        ended = program("check", *words)
        assert ended.returncode == FINDINGS, ended.stderr
        assert "Traceback" not in ended.stderr
        assert "\x1b" not in ended.stdout


def test_a_folder_far_above_says_nothing_of_a_file(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = Path("codes/ours/of/knees/knee.txt")
    page.parent.mkdir(parents=True)
    page.write_text(PAGE)
    assert printed(capsys, str(page)).startswith("Knee Repair (PAGE:knee)")


def test_a_wording_that_looks_misspelt_is_first_to_be_corrected(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = add(mine, Part.PAGES, "a.txt", f"{PAGE}Risks and Complications\n- Infecton\n")
    text = " ".join(printed(capsys, path).split())
    assert "Did you mean 'Infection' (data/vocabulary/risk.tsv:" in text
    assert "Then correct the page." in text
