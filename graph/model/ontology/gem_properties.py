"""What the general equivalence mappings (GEMs) say of a code of either revision."""

from graph.model.ontology.types import Property, PropertyType

GEM_PROPERTIES = (
    Property(
        "gem_no_map",
        "Whether the general equivalence mapping of it says that the other revision has nothing like it.",
        PropertyType.BOOLEAN,
    ),
)
"""What the mapping of a code says where it leads to no other."""
