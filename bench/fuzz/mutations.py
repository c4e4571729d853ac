"""Mutations of files: bytes, lines, cells of tables, values of JSON and tags of XML, changed by a generator of numbers.

Those of structure keep a file what it is, so that it gets past the check of its kind and reaches its reader: a value of
JSON becomes one of another type, an element of XML loses what it must have, a cell of a table says something else.
"""

import gzip
from collections.abc import Callable, Sequence
from random import Random

from bench.fuzz.json_mutations import mutate_json
from bench.fuzz.table_mutations import mutate_cells
from bench.fuzz.xml_mutations import mutate_tokens

Mutation = Callable[[bytes, Random], bytes]
MOST = 200_000
"""Bytes of a mutated file: more only takes time."""
_FRAGMENTS: Sequence[bytes] = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xf0\x9f\x92\x89", b"\xe2\x80\xae", b"\r", b"\n\n", b"\t",
    b"\x1f",
    b"&amp;",
    b"&#0;", b"&#x110000;", b"&lt;script&gt;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<div>", b"</div>",
    b"<ul><li>", b"<table><tr><td>", b"<pre>", b"<h1>", b"<!DOCTYPE a [<!ENTITY b \"c\">]>", b"&b;", b"<a href='", b">",
    b"- ", b"  - ", b"1. ", b"# ", b"###### ", b"**", b"> ", b"`", b"```\n", b"|", b"---\n", b"[", b"](", b"(", b")",
    b"Summary\n", b"Risks and Complications\n", b"Indications\n", b"Duration\n", b"CPT", b"ICD-10-CM code ", b"E11.9",
    b"1 to 2 hours", b"90 minutes per level", b"999999999999999999999 hours", b"1/2", b"except ", b"A00-Z99", b"no ",
    b'"', b",", b";", b"-1", b"1e999", b"NaN", b"00000000", b"99999999", b"{", b"}", b"null", b"http://", b"\xc2\xa0",
)  # fmt: skip


def flip_bits(content: bytes, random: Random) -> bytes:
    """A few bytes with a bit changed each."""
    changed = bytearray(content)
    for _ in range(random.randint(1, 8) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def truncate(content: bytes, random: Random) -> bytes:
    return content[: random.randint(0, len(content))]


def cut_out(content: bytes, random: Random) -> bytes:
    begin, end = _slice(content, random)
    return content[:begin] + content[end:]


def repeat_slice(content: bytes, random: Random) -> bytes:
    """A part many times in a row, up to a thousand."""
    begin, end = _slice(content, random, random.choice((1, 20, 2_000)))
    times = min(random.choice((2, 10, 100, 1_000)), MOST // max(1, end - begin))
    return content[:begin] + content[begin:end] * times + content[end:]


def insert_fragment(content: bytes, random: Random) -> bytes:
    """What means something to a reader, once or many times."""
    place = random.randint(0, len(content))
    return content[:place] + random.choice(_FRAGMENTS) * random.choice((1, 1, 1, 30, 1_000)) + content[place:]


def mutate_lines(content: bytes, random: Random) -> bytes:
    """Lines taken out, doubled, exchanged, joined or moved to the right."""
    lines = content.split(b"\n")
    for _ in range(random.randint(1, 4)):
        place, other = random.randrange(len(lines)), random.randrange(len(lines))
        match random.randrange(5):
            case 0 if len(lines) > 1:
                del lines[place]
            case 1:
                lines.insert(other, lines[place])
            case 2:
                lines[place], lines[other] = lines[other], lines[place]
            case 3:
                lines[place] += b" " + lines[other]
            case _:
                lines[place] = random.choice((b" ", b"\t", b"> ", b"- ")) * random.randint(1, 40) + lines[place]
    return b"\n".join(lines)


def recode(content: bytes, random: Random) -> bytes:
    """The same text in another encoding, or packed."""
    text = content.decode("utf-8", errors="replace")
    return random.choice(
        (
            lambda: text.encode("utf-16"),
            lambda: text.encode("cp1252", errors="replace"),
            lambda: text.replace("\n", "\r\n").encode(),
            lambda: text.replace("\n", "\r").encode(),
            lambda: text.replace("\n", "").encode(),
            lambda: text.upper().encode(),
            lambda: gzip.compress(content)[: random.randint(0, 10_000)],
        )
    )()


_OF_BYTES: tuple[Mutation, ...] = (
    flip_bits, truncate, cut_out, repeat_slice, insert_fragment, insert_fragment, mutate_lines, mutate_lines, recode
)  # fmt: skip


def mutate(content: bytes, random: Random) -> bytes:
    """The content changed once or a few times, mostly in a way that its format suggests."""
    for _ in range(random.choice((1, 1, 2, 4))):
        if random.random() < 0.6:
            content = _structured(content)(content, random)[:MOST]
        else:
            content = random.choice(_OF_BYTES)(content, random)[:MOST]
    return content


def mutant(seeds: Sequence[bytes], number: int) -> bytes:
    """A mutated one of the seeds: the same for the same number."""
    random = Random(number)  # noqa: S311
    return mutate(random.choice(seeds), random)


def _structured(content: bytes) -> Mutation:
    start = content[:100].lstrip()
    if start.startswith((b"{", b"[")):
        return mutate_json
    if start.startswith(b"<"):
        return mutate_tokens
    first = content.partition(b"\n")[0]
    return mutate_cells if b"," in first or b"\t" in first else mutate_lines


def _slice(content: bytes, random: Random, most: int = 2_000) -> tuple[int, int]:
    begin = random.randint(0, len(content))
    return begin, min(len(content), begin + random.randint(1, most))
