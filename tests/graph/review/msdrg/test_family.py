from graph.review.msdrg.family import families


def test_families_are_read_from_titles() -> None:
    titles = {
        "001": "Heart Transplant with MCC",
        "002": "Heart Transplant without MCC",
        "007": "Lung Transplant",
        "029": "Spinal Procedures with MCC",
        "030": "Spinal Procedures with CC or Spinal Neurostimulators",
        "031": "Spinal Procedures without CC/MCC",
        "113": "Orbital Procedures with CC/MCC",
        "114": "Orbital Procedures without CC/MCC",
        "275": "Cardiac Defibrillator Implant with Cardiac Catheterization and MCC",
    }
    table = {number: {"desc": title, "mdc": "", "is_surgical": True} for number, title in titles.items()}
    assert [tuple(family.groups[level] for level in ("mcc", "cc", "none")) for family in families(table)] == [
        ("001", "002", "002"),
        ("007", "007", "007"),
        ("029", "030", "031"),
        ("113", "113", "114"),
        ("275", "275", "275"),
    ]
