"""What diagnoses count as in risk adjustment: Medicare's categories, Elixhauser comorbidities, CCSR."""
