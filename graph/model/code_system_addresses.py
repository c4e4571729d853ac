"""The canonical addresses of code systems, as FHIR names them: those of HL7 Terminology (https://terminology.hl7.org).

ICD-9-CM has one address for its diagnoses and its procedures, which are two code systems here. Major diagnostic
categories have none.
"""

from collections.abc import Mapping

from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

_CMS = "https://www.cms.gov/Medicare"
ADDRESSES: Mapping[str, str] = {
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

PREFIXES: Mapping[str, tuple[str, ...]] = {
    address: tuple(prefix for prefix in CODE_SYSTEMS if ADDRESSES.get(prefix) == address)
    for address in dict.fromkeys(ADDRESSES.values())
}
"""The prefixes of CURIEs of each canonical address."""
