"""Writes `data/codes/outpatient-editor.tsv` from the package `pyoce`, unpacked, which is no dependency of the project.

python -m bench.truth.outpatient_editor pyoce/data/pyoce.mdb.xz

The package ships the tables of CMS's Integrated Outpatient Code Editor as an LMDB file, packed with xz, with a row for
each diagnosis and range of versions. It asks for Python 3.12 and `lmdb`, so the extract is kept here.
"""

import lzma
import marshal
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from graph.ingest.codes.edits.outpatient_editor import EXTRACT
from graph.model.icd10cm_form import dotted

_AGES = {(0, 0): "newborn", (0, 17): "pediatric", (9, 64): "maternity", (15, 124): "adult", (0, 124): ""}


def main() -> None:
    parser = ArgumentParser(description="Extract the edits of diagnoses from the I/OCE.")
    parser.add_argument("database", type=Path)
    rows = dict(newest_rows(parser.parse_args().database))
    lines = [f"{dotted(code)}\t{','.join(edits)}\n" for code, row in sorted(rows.items()) if (edits := edits_of(row))]
    EXTRACT.write_text("".join(["code\tedits\n", *lines]), encoding="utf-8")
    print(f"{len(lines):,} of {len(rows):,} diagnoses have edits")


def newest_rows(packed: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The row of each diagnosis in the newest version, by its code without the point."""
    lmdb = import_module("lmdb")
    with TemporaryDirectory() as folder:
        database = Path(folder, "tables.mdb")
        database.write_bytes(lzma.decompress(packed.read_bytes()))
        with lmdb.open(str(database), subdir=False, readonly=True, lock=False, max_dbs=1) as tables:
            table = tables.open_db(b"data_dx10")
            with tables.begin(table) as transaction:
                rows = [(key.decode().partition("|")[0], marshal.loads(value)) for key, value in transaction.cursor()]  # noqa: S302
    newest = max(row["hi_version"] for _, row in rows)
    return ((code, row) for code, row in rows if row["hi_version"] == newest)


def edits_of(row: Mapping[str, Any]) -> list[str]:
    """The edits of a row, as `data/codes/code-edits.tsv` calls them.

    'exclusion' marks what an outpatient may have as the first diagnosis all the same; where it is 'ignored', for
    hospices alone, the editor for inpatient stays does not refuse the code.
    """
    refused = row["unacceptable_pdx"]
    return [
        edit
        for edit, holds in (
            (_AGES[int(row["lo_age"]), int(row["hi_age"])], True),
            ("manifestation", row["manifestation"]),
            ("not-principal", refused and not row["unacceptable_pdx_exclusion_ignored"]),
            ("not-first-listed", refused and not row["unacceptable_pdx_exclusion"]),
        )
        if edit and holds
    ]


if __name__ == "__main__":
    main()
