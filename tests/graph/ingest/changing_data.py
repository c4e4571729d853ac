"""A small folder of data that changes at random: pages, vocabulary, mappings, policies and official files.

What it holds overlaps, so that a change shows far from where it is: pages share concepts, alternatives are names of
other pages, indications are names of diagnoses, and mappings speak of what may be there or not.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.graph.ingest.codes import files

_TITLES = ("Collar Bone Repair", "Shoulder Splint", "Arm Cast", "Humerus Nailing", "Shoulder Rinse", "Bone Scan")
_SPECIALTIES = ("orthopedics", "radiology")
_CODED = ("cpt4/99991", "cpt4/99992", "hcpcs/A4565")
"""Codes that official files describe as well: a page gives them another name."""
_CONDITIONS = (
    "Fracture of clavicle",
    "Broken collar bone",
    "Fracture of shoulder",
    "Fractures of the clavicle, unspecified",
    "Traumatic amputation of shoulder",
    "Stiff shoulder (e.g., frozen shoulder, sore arm)",
    "Sore arm",
)
_RISKS = ("Infection", "Bleeding (e.g., bruise)", "Stiffness", "Nerve damage", "Death")
_STAFF = ("Surgeon", "Nurse", "Radiologist")
_REST = ("Rest at home", "Sling", *_TITLES)
_POLICIES = ("Good Health: Shoulder policy", "Better Health: Casting policy")
_TERMS = (
    "Fracture\tBroken bone|Bone break\t",
    "Fracture of clavicle\tCollar bone fracture\tFracture",
    "Sore arm\t\tStiff shoulder",
    "Stiff shoulder\tFrozen shoulder\t",
    "Stiff shoulder\t\tSore arm",
    "Fracture of shoulder\tBroken shoulder\tFracture",
    "Fracture of clavicle\t\tNo such term",
    "no tabs",
)
_RISK_TERMS = ("Infection\tWound infection\t", "Bleeding\tHemorrhage\t", "Bruise\t\tBleeding", "Stiffness\tStiff\t")
_PREDICATES = ("skos:exactMatch", "skos:closeMatch", "skos:narrowMatch", "skos:relatedMatch")
_COLUMNS = (
    "subject_id",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "object_meaning",
    "object_codes",
    "mapping_justification",
    "confidence",
)
_SUBJECTS = (
    "PAGE:collar-bone-repair",
    "PAGE:shoulder-splint",
    "PAGE:arm-cast",
    "INDICATION:fracture-of-clavicle",
    "INDICATION:sore-arm",
    "RISK:infection",
    "RISK:never-named",
    "ICD10CM:S48",
    "ICD10PCS:0PS904Z",
    "HCPCS:A4565",
    "sssom:NoTermFound",
)
_OBJECTS = (
    ("ICD10CM:S42.00", "Fracture of clavicle, unspecified"),
    ("ICD10CM:S48", ""),
    ("ICD10CM:Z99", "Not loaded"),
    ("ICD10PCS:0PS904Z", ""),
    ("ICD10PCS:0PS9XZZ", ""),
    ("HCPCS:A4565", "Slings"),
    ("CPT:99991", "Something"),
    ("LAY:bust-collar", "bust collar"),
    ("LAY:gammy-arm", "gammy arm"),
    ("ABBR:ORIF", "ORIF"),
    ("sssom:NoTermFound", ""),
)
_MAPPING_HEAD = (
    "#mapping_set_id: https://example.org/{name}\n#mapping_set_title: {name}\n#mapping_set_version: 1\n"
    "#license: none\n#subject_source: medcode-graph\n#object_source: {of}\n#mapping_tool: a test\n#curie_map:\n"
)
_PLAN_HEAD = "payer,policy_number,title,url,effective_date,status,code_system,codes,coverage"
_PLAN_ROWS = (
    *files.PLAN.splitlines()[1:],
    "Better Health,1,Slings,https://example.org/1,2026-01-01,Active,HCPCS,A4565,covered",
    "Better Health,1,Slings,https://example.org/1,2026-01-01,Active,ICD10PCS,0PS904Z-0PSB04Z,covered",
)
_BROKEN = (b"", b"\x00\x01\x02" * 40, "Namé".encode("latin-1") * 30, b"<ICD10CM.tabular><chapter>", b"{" * 90)


@dataclass(slots=True)
class ChangingData:
    """A folder that changes at random, the same way for the same seed."""

    root: Path
    random: Random
    _away: list[tuple[Path, Path]] = field(default_factory=list)

    def fill(self) -> None:
        """Write a first state of all parts."""
        for _ in range(4):
            self._page()
        self._vocabulary()
        self._mappings()
        self._mappings()
        self._policies()
        for name in ("one.xml", "two.xml", "three", "four.dat", "eleven.txt"):
            self._put(f"codes/{name}", files.ALL[name])

    def change(self) -> str:
        """Change something; what was done."""
        changes: tuple[tuple[int, Callable[[], str]], ...] = (
            (6, self._page),
            (2, self._rename),
            (3, self._remove),
            (3, self._vocabulary),
            (5, self._mappings),
            (2, self._policies),
            (4, self._codes),
            (2, self._break),
            (1, self._take_away),
            (1, self._touch),
        )
        if self._away and self.random.random() < 0.5:
            return self._bring_back()
        weights, functions = zip(*changes, strict=True)
        chosen: Callable[[], str] = self.random.choices(functions, weights)[0]
        return chosen()

    def _put(self, name: str, content: str | bytes) -> str:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return f"write {name}"

    def _some(self, of: tuple[str, ...], least: int = 0) -> list[str]:
        return self.random.sample(of, self.random.randint(least, min(len(of), least + 4)))

    def _page(self) -> str:
        title = self.random.choice(_TITLES)
        slug = title.lower().replace(" ", "-")
        folder = self.random.choice(_CODED if self.random.random() < 0.25 else _SPECIALTIES)
        between = "-" if folder in _CODED else "/"
        return self._put(f"pages/{folder}{between}{slug}.txt", self._page_text(title))

    def _page_text(self, title: str) -> str:
        lists = {
            "Indications": self._some(_CONDITIONS, 1),
            "Contraindications": self._some(_CONDITIONS),
            "Personnel": self._some(_STAFF),
            "Risks and Complications": self._some(_RISKS, 1),
            "Alternatives": self._some(_REST),
            f"Medical Policies and Guidelines for {title}": self._some(_POLICIES),
        }
        summary = f"It is done for the {self.random.choice(('arm', 'shoulder', 'bone'))} of {title}."
        parts = [f"Medical procedure\n\nName of the Procedure:\n\n{title}", f"Summary\n\n{summary}"]
        parts.append(f"Duration\n\nIt takes {self.random.randint(1, 3)} to 4 hours.")
        parts += [f"{head}\n\n" + "\n".join(f"  • {item}" for item in items) for head, items in lists.items() if items]
        return "\n\n".join(parts) + "\n"

    def _vocabulary(self) -> str:
        kind, terms = self.random.choice((("indication", _TERMS), ("risk", _RISK_TERMS), ("indicaton", _TERMS)))
        rows = self._some(terms, 1)
        return self._put(f"vocabulary/{kind}.tsv", "\n".join(("label\taliases\tbroader", *rows)) + "\n")

    def _mappings(self) -> str:
        name, of = self.random.choice((("codes", "ICD10CM"), ("words", "LAY"), ("more", "ICD10PCS")))
        rows = [self._mapping() for _ in range(self.random.randint(1, 8))]
        text = _MAPPING_HEAD.format(name=name, of=of) + "\n".join(("\t".join(_COLUMNS), *rows)) + "\n"
        return self._put(f"mappings/{name}.sssom.tsv", text)

    def _mapping(self) -> str:
        curie, label = self.random.choice(_OBJECTS)
        is_expression = curie.startswith(("LAY:", "ABBR:"))
        cells = {
            "subject_id": self.random.choice(_SUBJECTS),
            "predicate_id": self.random.choice(_PREDICATES),
            "predicate_modifier": self.random.choice(("", "", "", "", "Not")),
            "object_id": curie,
            "object_label": label,
            "object_meaning": self.random.choice(("sore arm", "fracture", "")) if is_expression else "",
            "object_codes": self.random.choice(("0PS[9B]", "0PS", "")) if "PCS" in curie else "",
            "mapping_justification": "semapv:ManualMappingCuration",
            "confidence": self.random.choice(("0.9", "0.5", "", "2")),
        }
        return "\t".join(cells[name] for name in _COLUMNS)

    def _policies(self) -> str:
        text = "\n".join((_PLAN_HEAD, *self._some(_PLAN_ROWS, 1))) + "\n"
        return self._put(f"policies/{self.random.choice(('plan', 'other'))}.csv", text)

    def _codes(self) -> str:
        name = self.random.choice(list(files.ALL))
        content = files.ALL[name]
        if self.random.random() < 0.5 and isinstance(content, str):  # Names that other parts speak of change.
            old, new = self.random.choice(
                (("clavicle", "collar bone"), ("Slings", "Sling"), ("S48", "S49"), ("A4565", "A4566"))
            )
            content = content.replace(old, new)
        return self._put(f"codes/{name}", content)

    def _files(self) -> list[Path]:
        return sorted(path for path in self.root.rglob("*") if path.is_file())

    def _rename(self) -> str:
        path = self.random.choice(self._files())
        to = path.with_name(f"{self.random.choice('abc')}-{path.name[-40:]}")
        path.rename(to)
        return f"rename {path.name} to {to.name}"

    def _remove(self) -> str:
        path = self.random.choice(self._files())
        path.unlink()
        return f"remove {path.name}"

    def _break(self) -> str:
        path = self.random.choice(self._files())
        content = path.read_bytes()
        path.write_bytes(self.random.choice((*_BROKEN, content[: len(content) // 2])))
        return f"break {path.name}"

    def _touch(self) -> str:
        path = self.random.choice(self._files())
        path.touch()
        return f"touch {path.name}"

    def _take_away(self) -> str:
        folders = sorted(path for path in self.root.rglob("*") if path.is_dir())
        path = self.random.choice(folders)
        away = self.root.parent / f"away-{len(self._away)}"
        shutil.rmtree(away, ignore_errors=True)
        path.rename(away)
        self._away.append((path, away))
        return f"take away {path.name}"

    def _bring_back(self) -> str:
        path, away = self._away.pop()
        shutil.rmtree(path, ignore_errors=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        away.rename(path)
        return f"bring back {path.name}"
