"""How well cases are reviewed, by cases that people judged, and how fast."""
