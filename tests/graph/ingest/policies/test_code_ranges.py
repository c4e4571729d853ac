"""Lists of codes in all the ways in which policies write them."""

import pytest

from graph.ingest.build import build
from graph.ingest.known_nodes import KnownNodes
from graph.ingest.policies.code_ranges import CodeList, read_codes
from graph.ingest.policies.known_codes import KnownCodes, KnownCodeSystems
from graph.model.elements import Edge, Node
from graph.storage.freeze import freeze_in_memory
from tests.world import World

# In the order of the tabular list: M1A before M10, C7A before C76, G40.A before G40.5.
DIAGNOSES = """chapter-4 E08-E13 C7A C7A.0 C76 C76.0 C80 C80.1 E08 E08.0 E10 E10.1 E10.10 E10.11 E10.9 E11 E11.3 E11.31
E11.311 E11.319 E11.6 E11.65 E11.9 E11.A E13 E13.9 E15 G40 G40.4 G40.A G40.5 M1A M1A.0 M10 M10.0 S42 S42.0 S42.00
S42.00XA S42.00XD S42.01 S42.01XA T36 T36.0 T36.0X1 T36.0X1A T36.0X1D Z00 Z00.0 Z00.00 U07 U07.1""".split()
KNOWN = {
    "ICD10CM": KnownCodes("ICD10CM", DIAGNOSES),
    "ICD10PCS": KnownCodes("ICD10PCS", ["0FT40ZZ", "0FT44ZG", "0FT44ZZ", "0FT4XZX", "0210093"]),
    "CPT": KnownCodes("CPT", ["00400", "00500", "0042T", "0055T", "0042F", "22840", "22848", "99213"]),
    "HCPCS": KnownCodes("HCPCS", ["A4565", "A4566", "J1200", "J1201", "J1300"]),
}
E10 = "E10 E10.1 E10.10 E10.11 E10.9"
E11 = "E11 E11.3 E11.31 E11.311 E11.319 E11.6 E11.65 E11.9 E11.A"
E11_BUT_9 = "E11.3 E11.31 E11.311 E11.319 E11.6 E11.65 E11.A"


def read(text: str, system: str = "ICD10CM") -> CodeList:
    return read_codes(text, KNOWN[system])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # Ranges: each end stands for all that begin with it.
        ("E10-E11", f"{E10} {E11}"),
        ("E08-E13", f"E08 E08.0 {E10} {E11} E13 E13.9"),
        ("E11.3-E11.99", "E11.3 E11.31 E11.311 E11.319 E11.6 E11.65 E11.9"),
        ("E11.3-E11.6", "E11.3 E11.31 E11.311 E11.319 E11.6 E11.65"),
        ("E12-E14", "E13 E13.9"),
        ("S42.00XA-S42.00XD", "S42.00XA S42.00XD"),
        # An entry some of whose codes lie outside is not in it.
        ("E10.9-E11.311", "E10.9 E11.311"),
        # The order is that of the classification.
        ("C76-C80", "C76 C76.0 C80 C80.1"),
        ("G40.4-G40.5", "G40.4 G40.A G40.5"),
        ("M1A-M10", "M1A M1A.0 M10 M10.0"),
        ("Z00-U07", "Z00 Z00.0 Z00.00 U07 U07.1"),
        # Dashes, and words for them.
        *((text, f"{E10} {E11}") for text in (
            "E10 - E11", "E10 -E11", "E10- E11", "E10–E11", "E10 — E11", "E10‑E11", "E10−E11", "E10 to E11",
            "e10 thru e11",
            "E10 through E11", "E10\nthrough\nE11", "from E10 to E11", "E10.--E11.-", "E10.-E11.-", "E10.- - E11.-",
            "E10.x-E11.x", "E10-E11 inclusive", "E10-E11, inclusive", "E10-E11 (inclusive)", "All codes in E10-E11",
            "all ICD-10-CM codes in the range E10-E11.", "any code from E10-E11", "ICD-10-CM: E10-E11",
        )),
        # Entries that are divided further.
        *((text, E11) for text in (
            "E11", "E11.", "E11.-", "E11-", "E11.–", "E11.*", "E11*", "E11.x", "E11.X", "E11.xx", "e11.XX", "E11 codes",
            "any E11 code", "(E11.-)", "category E11",
        )),
        ("E11.6x", "E11.6 E11.65"),
        ("S42.00X", "S42.00XA S42.00XD"),
        ("S42.00x-S42.01x", "S42.00XA S42.00XD S42.01 S42.01XA"),
        ("T36.0X1A", "T36.0X1A"),
        ("T36.0x1x", "T36.0X1 T36.0X1A T36.0X1D"),
        # Single codes, and what stands between them.
        *((text, "E11.9 E10.9") for text in (
            "E11.9, E10.9", "E11.9; E10.9;", "E11.9\nE10.9", "E11.9\r\n\r\nE10.9", "E11.9 E10.9", "E11.9/E10.9",
            "E11.9 and E10.9", "E11.9 or E10.9", "E11.9 and/or E10.9", "E11.9 & E10.9", "E11.9, and E10.9.",
            "E119,E109",
            "e11.9, e109", "Any of E11.9; E10.9", "any of the following: E11.9, E10.9", "either E11.9 or E10.9",
            "one or more of the following codes: E11.9, E10.9", "diagnosis codes E11.9, E10.9", "dx: E11.9, E10.9",
            '"E11.9", "E10.9"', "“E11.9”; ‘E10.9’", "• E11.9\n• E10.9", "- E11.9\n- E10.9", "E11.9,\u00a0E10.9\u200b",
            "ICD10CM:E11.9, ICD10CM:E10.9", "E11.9 | E10.9", "E11.9, E10.9, E11.9",
        )),
        # Exceptions.
        *((text, E11_BUT_9) for text in (
            "E11 except E11.9", "E11.- excluding E11.9", "all E11 codes except for E11.9", "E11, without E11.9",
            "E11 (except E11.9)", "E11 [excludes E11.9]", "E11 other than E11.9", "E11 but not E11.9", "E11 w/o E11.9",
            "E11\nexcluding:\nE11.9", "All codes in E11, with the exception of E11.9", "E11 minus E11.9",
        )),
        ("E10-E11 (except E11.-), Z00.00", f"{E10} Z00.00"),
        ("E10-E11 except E10.1 and E11", "E10.9"),
    ],
)  # fmt: skip
def test_what_is_named(text: str, codes: str) -> None:
    found = read(text)
    assert found == CodeList(tuple(codes.split()))


@pytest.mark.parametrize(
    ("system", "text", "codes"),
    [
        ("CPT", "22840-22899", "22840 22848"),
        ("CPT", "00400-00500", "00400 00500"),
        ("CPT", "0042T-0055T", "0042T 0055T"),
        ("CPT", "+22848", "22848"),
        ("CPT", "2284x", "22840 22848"),
        ("CPT", "CPT® 22840 through 22848, 99213", "22840 22848 99213"),
        ("CPT", "22840-22848 excluding 22848", "22840"),
        ("HCPCS", "A4565–A4566; j1200", "A4565 A4566 J1200"),
        ("HCPCS", "J12xx", "J1200 J1201"),
        ("HCPCS", "J*", "J1200 J1201 J1300"),
        ("HCPCS", "HCPCS Level II codes A4565 to A4566", "A4565 A4566"),
        ("ICD10PCS", "0FT44ZZ 0FT40ZZ", "0FT44ZZ 0FT40ZZ"),
        ("ICD10PCS", "0FT40ZZ - 0FT44ZZ", "0FT40ZZ 0FT44ZG 0FT44ZZ"),
        ("ICD10PCS", "0ft44*", "0FT44ZG 0FT44ZZ"),
        ("ICD10PCS", "0FT4xzx", "0FT4XZX"),
        ("ICD10PCS", "0FT-0FT without 0FT40ZZ", "0FT44ZG 0FT44ZZ 0FT4XZX"),
    ],
)
def test_what_is_named_in_other_systems(system: str, text: str, codes: str) -> None:
    assert read(text, system) == CodeList(tuple(codes.split()))


@pytest.mark.parametrize(
    ("system", "text"),
    [
        *(("ICD10CM", text) for text in ("all", "Any", "ALL.", "all diagnoses", "any diagnosis code",
                                         "every ICD-10 code", "all of the ICD-10-CM diagnosis codes",
                                         '"All codes"', "all diagnoses;")),
        ("CPT", "all CPT® codes"),
        ("CPT", "any procedure"),
        ("HCPCS", "all HCPCS Level II codes"),
        ("ICD10PCS", "All ICD-10-PCS procedures"),
    ],
)  # fmt: skip
def test_all_of_a_system(system: str, text: str) -> None:
    assert read(text, system) == CodeList(all_codes=True)


@pytest.mark.parametrize(
    "text",
    ["", " \n", "No CPT", "No CPT codes", "none", "None listed", "N/A", "n/a.", "not applicable", "-", "—",
     "no ICD-10-PCS codes", "No diagnosis codes specified"],
)  # fmt: skip
def test_none(text: str) -> None:
    assert read(text) == CodeList()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("All diagnoses except Z00.00", "All diagnoses except Z00.00"),
        ("Any diagnosis (excluding Z00.00)", "Any diagnosis (excluding Z00.00)"),
        ("all, other than E11.9", "all, other than E11.9"),
        ("All diagnoses, E11.9", "All diagnoses"),
        ("E11.9, all others", "all others"),
        ("all medically necessary diagnoses", "all medically necessary diagnoses"),
        ("all CPT codes", "all CPT codes"),
        ("all procedures", "all procedures"),
        ("any of", "any of"),
        ("except E11.9", "except E11.9"),
        ("none except E11.9", "none"),
        ("No prior authorization: E11.9", "No prior authorization: E11.9"),
        ("no diagnosis required", "no diagnosis required"),
        ("not E11.9", "not E11.9"),
        ("E11.9 with E10.9", "E11.9 with E10.9"),
        ("E10.9, E11.9 (type 2 diabetes)", "(type 2 diabetes)"),
        ("E10.9; E11.9 without complications", "complications"),
        ("E11.9 - Type 2 diabetes", "E11.9 - Type 2 diabetes"),
        ("E10 except E10.9; E11 except E11.9", "E11 except E11.9"),
        ("E10-E11 except E11.9; Z00.00", "Z00.00"),
        ("E11 except E11.99", "E11.99"),
        ("E11 except", "E11 except"),
        ("E11.9-E10.9", "E11.9-E10.9"),
        ("U07-Z00", "U07-Z00"),
        ("Z99-E15.9", "Z99-E15.9"),
        ("E10-11", "E10-11"),
        ("E11.0-.9", "E11.0-.9"),
        ("E10-E11-E13", "E10-E11-E13"),
        ("E10 -\nE11", "E10 -"),
        ("E10\n- E11", "- E11"),
        ("S42.00-S42.01-", "S42.00-S42.01-"),
        ("Z00.00, from E10", "from E10"),
        ("ICD-9: E11.9", "ICD-9: E11.9"),
        ("*", "*"),
    ],
)
def test_a_list_that_is_not_understood_names_nothing_and_says_which_part(text: str, part: str) -> None:
    found = read(text)
    assert (found.codes, found.unknown, found.all_codes, found.unclear) == ((), (), False, part)
    assert found.reason


@pytest.mark.parametrize(
    ("system", "text"),
    [("CPT", "22848-26"), ("CPT", "22840-48"), ("CPT", "22840-"), ("CPT", "0042T-00500"), ("CPT", "all diagnoses"),
     ("HCPCS", "A4565-22848"), ("ICD10PCS", "0FT44ZZ-0FT40ZZ")],
)  # fmt: skip
def test_what_is_not_understood_in_other_systems(system: str, text: str) -> None:
    assert read(text, system).unclear == text


@pytest.mark.parametrize(
    ("system", "text", "codes", "unknown"),
    [
        ("ICD10CM", "E11.9, E99.9, E10.9", ("E11.9", "E10.9"), ("E99.9",)),
        ("ICD10CM", "E14.-; E14.x; E14-E14.9", (), ("E14.-", "E14.x", "E14-E14.9")),
        ("ICD10CM", "E11.90, E116.5, 250.00", (), ("E11.90", "E116.5", "250.00")),
        ("ICD10CM", "E08-E13", tuple(f"E08 E08.0 {E10} {E11} E13 E13.9".split()), ()),
        ("HCPCS", "A4S65, A4565", ("A4565",), ("A4S65",)),
        # An X at the end of a code of ICD-10-PCS is diagnostic, and no placeholder.
        ("ICD10PCS", "0FT44ZX", (), ("0FT44ZX",)),
    ],
)
def test_codes_that_the_system_does_not_have_are_told_and_the_others_read(
    system: str, text: str, codes: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    assert read(text, system) == CodeList(codes, unknown)


def test_codes_of_a_later_release_stand_below_their_entry() -> None:
    known = KnownCodes("ICD10CM", ["E10", "E10.1", "E11", "E11.9", "Z00", "E10.2", "E10.21"])
    assert read_codes("E10", known).codes == ("E10", "E10.1", "E10.2", "E10.21")
    assert read_codes("E10-E11", known).codes == ("E10", "E10.1", "E10.2", "E10.21", "E11", "E11.9")


def test_a_range_follows_the_tabular_list_also_where_the_nodes_come_from_a_graph_below() -> None:
    listed = ["C43", "C43.9", "C4A", "C4A.9", "C44"]
    nodes: list[Node | Edge] = [
        Node(f"ICD10CM:{code}", "Diagnosis", f"Entry {code}", {"tabular_position": place})
        for place, code in enumerate(listed)
    ]
    below = KnownNodes(freeze_in_memory(build([World(nodes)]).graph))
    assert KnownCodeSystems(below).of("ICD10CM").between("C43", "C4A") == ["C43", "C439", "C4A", "C4A9"]
