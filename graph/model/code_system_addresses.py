"""The canonical addresses of code systems in FHIR, as HL7 Terminology (https://terminology.hl7.org) has them.

ICD-9-CM has one for diagnoses and procedures, which are two code systems here; MDC has none.
"""

from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

_CMS = "https://www.cms.gov/Medicare"
ADDRESSES = {
    "ICD10CM": "http://hl7.org/fhir/sid/icd-10-cm",
    "ICD10PCS": "http://www.cms.gov/Medicare/Coding/ICD10",
    "HCPCS": "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
    "CPT": "http://www.ama-assn.org/go/cpt",
    "MSDRG": f"{_CMS}/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software",
    "POS": f"{_CMS}/Coding/place-of-service-codes/Place_of_Service_Code_Set",
    "ICD9CM": "http://hl7.org/fhir/sid/icd-9-cm",
    "ICD9PCS": "http://hl7.org/fhir/sid/icd-9-cm",
}
"""The canonical address of each code system that has one, by the prefix of its CURIEs."""
PREFIXES = {
    address: tuple(one for one in CODE_SYSTEMS if ADDRESSES.get(one) == address) for address in ADDRESSES.values()
}
"""The prefixes of CURIEs of each canonical address."""
