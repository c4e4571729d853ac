"""The small graph that every test knows by heart.

    Cast (PAGE:cast)            Splint (PAGE:splint)          Brace (CPT:00100)        HCPCS:A0001, only mentioned
      treats  Fracture            treats  Wrist fracture        treats  Sprain
              (e.g. Wrist fracture)        Sprain
      risks   Infection           risks   Stiffness             risks   Skin sore
              Stiffness                    Skin sore                    Infection
      by      Surgeon or Nurse    by      Nurse                 by      Nurse (if a child)
      in      Clinic              in      Clinic                in      Clinic
      steps   Padding, Plaster, Drying
      instead Splint (an alternative that denotes the page), Rest at home
      similar Splint              similar HCPCS:A0001
      policy  Casting policy of Good Health

Wrist fracture is a Fracture. All that is said of casts is in the text `CAST`, which the evidence quotes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.ingest.build import build
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value
from graph.model.findings import SourceError
from graph.model.property_graph import Graph

CAST = "A cast treats a fracture (e.g., wrist fracture). It can cause infection and stiffness."
DOCUMENT = SourceDocument("world/cast.txt", "Cast", "world/cast.txt", "0" * 64, "MIT")

NODES = [
    Node(
        "PAGE:cast",
        "Procedure",
        "Cast",
        {"slug": "cast", "has_page": True, "is_stub": False, "duration_min_minutes": 30},
    ),
    Node(
        "PAGE:splint",
        "Procedure",
        "Splint",
        {"slug": "splint", "has_page": True, "is_stub": False, "duration_min_minutes": 15},
    ),
    Node("CPT:00100", "Procedure", "Brace", {"slug": "brace", "has_page": True, "is_stub": False}),
    Node("HCPCS:A0001", "Procedure", "Sling", {"slug": "sling", "is_stub": True}),
    Node("INDICATION:fracture", "Indication", "Fracture", {"synonyms": ("Broken bone",)}),
    Node("INDICATION:wrist-fracture", "Indication", "Wrist fracture"),
    Node("INDICATION:sprain", "Indication", "Sprain"),
    Node("RISK:infection", "Risk", "Infection"),
    Node("RISK:stiffness", "Risk", "Stiffness"),
    Node("RISK:skin-sore", "Risk", "Skin sore"),
    Node("ROLE:surgeon", "Role", "Surgeon"),
    Node("ROLE:nurse", "Role", "Nurse"),
    Node("SETTING:clinic", "Setting", "Clinic"),
    Node("PREPARATION:x-ray", "Preparation", "X-ray"),
    Node("BENEFIT:healing", "Benefit", "Healing"),
    Node("RECOVERY:rest", "Recovery", "Rest"),
    Node("ALTERNATIVE:splint", "Alternative", "Splint"),
    Node("ALTERNATIVE:rest-at-home", "Alternative", "Rest at home"),
    Node("STEP:cast/1", "Step", "Padding", {"number": 1, "text": "Soft padding goes on first."}),
    Node("STEP:cast/2", "Step", "Plaster", {"number": 2, "text": "Wet plaster is wrapped around it."}),
    Node("STEP:cast/3", "Step", "Drying", {"number": 3, "text": "The plaster dries."}),
    Node("SECTION:cast/summary", "Section", "Summary", {"number": 1, "text": CAST}),
    Node("CATEGORY:orthopedics", "Category", "Orthopedics"),
    Node("POLICY:good-health-7", "Policy", "Casting policy", {"number": "7", "effective_date": "2026-01-01"}),
    Node("PAYER:good-health", "Payer", "Good Health"),
]


def edge(source: str, kind: str, target: str, quote: str | None = None, **properties: Value) -> Edge:
    """An edge whose evidence quotes `CAST`, or, without a quote, says only where it stands."""
    start = CAST.find(quote) if quote else None
    end = start + len(quote) if quote and start is not None else None
    return Edge(source, kind, target, properties, (Evidence(DOCUMENT.id, "summary", quote, start, end),))


EDGES = [
    edge("PAGE:cast", "HAS_INDICATION", "INDICATION:fracture", "fracture (e.g., wrist fracture)", position=0),
    edge("PAGE:cast", "NAMES_EXAMPLE", "INDICATION:wrist-fracture", position=0, example_of="INDICATION:fracture"),
    edge("INDICATION:wrist-fracture", "IS_A", "INDICATION:fracture", "fracture (e.g., wrist fracture)"),
    edge("PAGE:splint", "HAS_INDICATION", "INDICATION:wrist-fracture", position=0),
    edge("PAGE:splint", "HAS_INDICATION", "INDICATION:sprain", position=1),
    edge("CPT:00100", "HAS_INDICATION", "INDICATION:sprain", position=0),
    edge("PAGE:cast", "HAS_RISK", "RISK:infection", "infection", position=0),
    edge("PAGE:cast", "HAS_RISK", "RISK:stiffness", "stiffness", position=1),
    edge("PAGE:splint", "HAS_RISK", "RISK:stiffness", position=0),
    edge("PAGE:splint", "HAS_RISK", "RISK:skin-sore", position=1),
    edge("CPT:00100", "HAS_RISK", "RISK:skin-sore", position=0),
    edge("CPT:00100", "HAS_RISK", "RISK:infection", position=1),
    edge("PAGE:cast", "PERFORMED_BY", "ROLE:surgeon", position=0, entry=0, interchangeable=True, specialty="bones"),
    edge("PAGE:cast", "PERFORMED_BY", "ROLE:nurse", position=1, entry=0, interchangeable=True, specialty="bones"),
    edge("PAGE:splint", "PERFORMED_BY", "ROLE:nurse", position=0, entry=0),
    edge("CPT:00100", "PERFORMED_BY", "ROLE:nurse", position=0, entry=0, condition="if a child"),
    edge("PAGE:cast", "PERFORMED_IN", "SETTING:clinic", position=0),
    edge("PAGE:splint", "PERFORMED_IN", "SETTING:clinic", position=0),
    edge("CPT:00100", "PERFORMED_IN", "SETTING:clinic", position=0),
    edge("PAGE:cast", "HAS_PREPARATION", "PREPARATION:x-ray", position=0),
    edge("PAGE:cast", "HAS_BENEFIT", "BENEFIT:healing", position=0),
    edge(
        "PAGE:cast", "HAS_RECOVERY", "RECOVERY:rest", position=0, duration_min=3, duration_max=6, duration_unit="week"
    ),
    edge("PAGE:cast", "HAS_ALTERNATIVE", "ALTERNATIVE:splint", position=0, pros=("light",), cons=("less firm",)),
    edge("PAGE:cast", "HAS_ALTERNATIVE", "ALTERNATIVE:rest-at-home", position=1),
    edge("PAGE:cast", "HAS_STEP", "STEP:cast/1", position=0),
    edge("PAGE:cast", "HAS_STEP", "STEP:cast/2", position=1),
    edge("PAGE:cast", "HAS_STEP", "STEP:cast/3", position=2),
    edge("PAGE:cast", "HAS_SECTION", "SECTION:cast/summary", position=0),
    edge("PAGE:cast", "IN_CATEGORY", "CATEGORY:orthopedics"),
    edge("PAGE:cast", "SIMILAR_TO", "PAGE:splint", position=0),
    edge("PAGE:splint", "SIMILAR_TO", "HCPCS:A0001", position=0),
    edge("PAGE:cast", "GOVERNED_BY", "POLICY:good-health-7", position=0, coverage="mentioned"),
    edge("POLICY:good-health-7", "ISSUED_BY", "PAYER:good-health"),
]


@dataclass(slots=True)
class World:
    """The world as a source; tests may put other items in."""

    items: list[Node | Edge] = field(default_factory=lambda: [*NODES, *EDGES])
    documents: list[SourceDocument] = field(default_factory=lambda: [DOCUMENT])
    findings: list[SourceError] = field(default_factory=list)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        yield from self.items


def world_graph() -> Graph:
    """The world, built; the build adds that the alternative Splint denotes the page Splint."""
    return build([World()]).graph
