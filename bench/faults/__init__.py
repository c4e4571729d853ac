"""Load while faults happen: workers are killed, snapshots replaced and cut short, signals sent."""
