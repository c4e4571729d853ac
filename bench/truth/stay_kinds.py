"""The kinds of random stays, and codes that are theirs."""

KINDS = (
    ("medical", 28),
    ("surgical", 34),
    ("ventilated", 6),
    ("trauma", 8),
    ("newborn", 7),
    ("delivery", 7),
    ("transplant", 4),
    ("HIV", 3),
    ("any", 3),
)
"""Each with its share in hundredths."""
CHANCE_OF_OPERATION = {"medical": 0.15, "trauma": 0.6, "newborn": 0.15, "delivery": 0.9}
"""How often a stay of a kind has procedures, where not nearly always."""
AGES = {"newborn": (0, 0), "delivery": (14, 49)}
VENTILATION = ("5A1935Z", "5A1945Z", "5A1955Z")
DELIVERY = ("10E0XZZ", "10D00Z1", "10D07Z3", "10D07Z6", "10D00Z0", "0UL74CZ", "0HQ9XZZ", "0UQMXZZ", "10D17ZZ")
"""Delivery by nature, forceps and section, with what is often done at it."""
OUTCOME = ("Z370", "Z372", "Z3A39", "O6981X0", "O701", "O9902")
NEWBORN = ("Z3800", "Z3801", "Z381", "Z382", "Z3831", "Z385")
TRANSPLANTS = ("001", "002", "005", "006", "007", "008", "010", "014", "016", "017", "019")
"""The groups of transplants."""
HIV = "B20"
