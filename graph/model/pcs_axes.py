"""What the seven characters of an ICD-10-PCS code are called, by section: the titles of the axes in CMS's tables."""

LENGTH = 7
"""Characters of a code."""
TABLE = 3
"""Characters that name a table; the values of the others stand in its rows."""
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""All that a code is written with: I and O are left out, as they are taken for 1 and 0."""
AXES = (
    "IN_SECTION",
    "IN_BODY_SYSTEM",
    "HAS_ROOT_OPERATION",
    "ON_BODY_PART",
    "USES_APPROACH",
    "USES_DEVICE",
    "HAS_QUALIFIER",
)
"""The kinds of edges from a code to its values, in the order of its characters."""
_SURGICAL = ("Section", "Body System", "Operation", "Body Part", "Approach", "Device", "Qualifier")
_TITLES = {
    "2": {4: "Body Region"},
    "3": {4: "Body System / Region", 6: "Substance"},
    "4": {4: "Body System", 6: "Function / Device"},
    "5": {4: "Body System", 5: "Duration", 6: "Function"},
    "6": {4: "Body System", 5: "Duration", 6: "Qualifier"},
    "7": {4: "Body Region", 6: "Method"},
    "8": {4: "Body Region", 6: "Method"},
    "9": {4: "Body Region", 6: "Method"},
    "B": {3: "Type", 5: "Contrast", 6: "Qualifier"},
    "C": {3: "Type", 5: "Radionuclide", 6: "Qualifier"},
    "D": {3: "Modality", 4: "Treatment Site", 5: "Modality Qualifier", 6: "Isotope"},
    "F": {2: "Section Qualifier", 3: "Type", 4: "Body System / Region", 5: "Type Qualifier", 6: "Equipment"},
    "G": {3: "Type", 4: "Qualifier", 5: "Qualifier", 6: "Qualifier"},
    "H": {3: "Type", 4: "Qualifier", 5: "Qualifier", 6: "Qualifier"},
    "X": {6: "Device / Substance / Technology"},
}
"""Where a section's titles differ from those of Medical and Surgical, by position."""


def axis_title(section: str, position: int) -> str:
    """The title of an axis, by the first character of the code and the position from 1.

    >>> axis_title("0", 6), axis_title("B", 5)
    ('Device', 'Contrast')
    """
    return _TITLES.get(section, {}).get(position, _SURGICAL[position - 1])
