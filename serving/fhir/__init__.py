"""FHIR R4 terminology over the graph: CodeSystem, ValueSet and ConceptMap with their operations (hl7.org/fhir/R4)."""
