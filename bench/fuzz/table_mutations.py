"""Cells of tables exchanged, and rows with a cell more or less."""

from random import Random

_CELLS = (
    b"", b" ", b"x", b"-", b"*", b"0", b"-1", b"7.5", b"1e999", b"NaN", b"\xb2", b"A00-Z99", b"E11.9", b"99999", b"N/A",
    b"20269999", b"02/30/2026", b"9999-12-31", b'"', b'""', b'"a\nb"', b"=1+1", b"\x00", b"\xff",
    b"RISK:", b":", b"a" * 200_000,
    b"1" * 5_000, "\u0661\u0662".encode(), "\u00b2\u00b3".encode(), b"ICD10CM:", b"all diagnoses", b"except E11",
)  # fmt: skip


def mutate_cells(content: bytes, random: Random) -> bytes:
    """The table with up to four cells changed."""
    lines = content.split(b"\n")
    delimiter = b"\t" if b"\t" in lines[0] or content.count(b"\t") > content.count(b",") else b","
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(lines))
        cells = lines[place].split(delimiter)
        _change(cells, random)
        lines[place] = delimiter.join(cells)
    return b"\n".join(lines)


def _change(cells: list[bytes], random: Random) -> None:
    place = random.randrange(len(cells))
    match random.randrange(5):
        case 0:
            cells.insert(place, random.choice(_CELLS))
        case 1:
            del cells[place]
        case 2:
            cells[place] = random.choice(cells)
        case _:
            cells[place] = random.choice(_CELLS)
