"""The families whose lists of codes count together, as the definitions manual (v43) words it, by their first group.

All other families have one list, or lists of which one code is enough. `as_mcc` and `as_cc` are what counts like a
complication of that level, as titles say: 'with MCC or Total Ankle Replacement'.
"""

from dataclasses import dataclass

from graph.review.msdrg.condition import Condition, has, of_different, total

OPERATION, EXTENSIVE = "_OPERATION", "_EXTENSIVE"
"""A list of all O.R. procedures of a stay, and of those that are not non-extensive (appendix F)."""
MAJOR = "_MAJOR_BESIDE_TRACHEOSTOMY"
OTHER_OPERATION = "_OTHER_OPERATION_THAN_AT_DELIVERY"
"""O.R. procedures but sterilization, D&C and what belongs to the delivery."""
DIED, TRANSFERRED, LEFT = "_DIED", "_TRANSFERRED", "_LEFT_AGAINST_ADVICE"
"""Not lists, but how the stay ended; they stand among them, so that conditions are of one kind."""
ALWAYS, OTHER_SECONDARY, MCC = "_ALWAYS", "_OTHER_SECONDARY", "_MCC"
"""What every stay has; secondary diagnoses that a normal newborn has not; a complication of the highest level."""
HIV_INFECTION = "974&975&976|PSDX OF HIV INFECTION"
HIV_CONDITION = "974&975&976|AND PSDX OF MAJOR RELATED CONDITION"
AS_PRINCIPAL = "@PDX"
"""Ends these two lists for the principal diagnosis, which must be of one of them."""
EXTENSIVE_FUSIONS = "456&457&458|EXTENSIVE FUSIONS ORPCS"
"""Ends with the part of the spine and the qualifier, as ICD-10-PCS has them: 8 or more thoracic joints (8), 2 to 7 of
them (7) or 2 or more lumbar joints (1); anterior column (0), posterior column (1), anterior column from behind (J)."""
_FACE = "011&012&013|PDX"
_TRACHEOSTOMY = has("TRACHEOSTOMY ORPCS", "OR NON-ORPCS") & (has("MECHANICAL VENTILATION") | ~has(_FACE))
_OF_DELIVERY = "805&806&807"
_DELIVERED = has(f"{_OF_DELIVERY}|SDX") & has(f"{_OF_DELIVERY}|AND ORPCS", f"{_OF_DELIVERY}|NON-ORPCS")


@dataclass(frozen=True, slots=True)
class Rule:
    """When a stay falls into a family, and what counts as complication in it."""

    when: Condition
    as_mcc: Condition | None = None
    as_cc: Condition | None = None


BEFORE_CATEGORIES = {
    "003": Rule(has("ECMO ORPCS") | has("NON-ORPCS") | (_TRACHEOSTOMY & has(MAJOR))),
    "004": Rule(_TRACHEOSTOMY),
    "005": Rule(has("LIVER", "INTESTINAL"), as_mcc=has("INTESTINAL")),
    "008": Rule(has("ORPCS") & has("PSDX") & has("AND PSDX")),
    "010": Rule(has("ORPCS") & has("PSDX")),
    "011": Rule(has("LARYNGECTOMY") | (has("PDX") & has("AND TRACHEOSTOMY", "OR NON-ORPCS"))),
    "019": Rule(has("ORPCS") & has("AND PSDX") & has("AND PSDX*") & has("AND NON-ORPCS")),
}
NERVES = {
    "020": Rule(has("INTRACRANIAL VASCULAR") & has("HEMORRHAGE")),
    "023": Rule(
        (has("CRANIOTOMY") & has("MAJOR DEVICE", "ACUTE COMPLEX", "NON-ORPCS"))
        | has("ANTINEOPLASTIC")
        | (has("EPILEPSY") & has("NEUROSTIMULATOR")),
        as_mcc=has("ANTINEOPLASTIC", "NON-ORPCS") | (has("EPILEPSY") & has("NEUROSTIMULATOR")),
    ),
    "028": Rule(has("SPINAL PROCEDURE"), as_cc=has("SPINAL NEUROSTIMULATORS")),
    "040": Rule(has("PERIPHERAL /", "NON-ORPCS", "NON-ORPCS*"), as_cc=has("PERIPHERAL NEUROSTIMULATORS")),
    "061": Rule(has("PDX") & has("NON-ORPCS")),
    "064": Rule(has("PDX"), as_cc=has("TPA WITHIN")),
    "082": Rule(has("PDX") | (has("OR PDX") & has("AND SDX"))),
}
SENSES_AND_BREATH = {
    "124": Rule(has("PDX"), as_mcc=has("THROMBOLYTIC AGENT")),
    "173": Rule(has("PULMONARY EMBOLISM PDX") & has("AND ORPCS")),
    "175": Rule(has("PDX", "ACUTE COR"), as_mcc=has("ACUTE COR")),
    "177": Rule(has("OR PDX") | (has("PDX") & has("WITH SDX"))),
    "207": Rule(has("ANY PDX IN MDC 4")),
    "208": Rule(has("MECHANICAL VENTILATION <96")),
}
HEART = {
    "209": Rule(
        has("ORPCS", "OR ORPCS")
        | (has("OR ORPCS*") & has("WITH ONE OF THE FOLLOWING"))
        | (has("OR ORPCS**") & has("WITH ONE OF THE FOLLOWING*"))
    ),
    "212": Rule(has("THREE CONDITIONS") & has("SECOND CONDITION") & has("THIRD CONDITION", "CONCOMITANT NON-ORPCS")),
    "213": Rule(has("ONE OF THE FOLLOWING ORPCS") & has("WITH ONE OF THE ORPCS")),
    "216": Rule(has("CARDIAC VALVE") & has("CARDIAC CATHETERIZATION")),
    "231": Rule(has("CORONARY BYPASS") & has("PTCA")),
    "233": Rule(has("CORONARY BYPASS") & has("ABLATION", "CARDIAC CATHETERIZATION", "NON-ORPCS")),
    "275": Rule(has("CARDIAC DEFIBRILLATOR") & has("CARDIAC CATHETERIZATION") & has(MCC)),
    "276": Rule(has("CARDIAC DEFIBRILLATOR", "CAROTID SINUS"), as_mcc=has("CAROTID SINUS")),
    "280": Rule(has("PDX OR SDX") & ~has(DIED)),
    "283": Rule(has("PDX OR SDX") & has(DIED)),
    "317": Rule(has("TWO CONDITIONS") & has("SECOND CONDITION", "NON-ORPCS")),
    "321": Rule(
        has("DRUG-ELUTING INTRALUMINAL", "NON DRUG-ELUTING"),
        as_mcc=total(4, ("ONE ARTERY", 1), ("TWO ARTERIES", 2), ("THREE ARTERIES", 3), ("FOUR OR MORE ARTERIES", 4))
        | total(
            4,
            ("COMBINATION OF CODES", 1),
            ("TWO INTRALUMINAL", 2),
            ("THREE INTRALUMINAL", 3),
            ("FOUR OR MORE INTRALUMINAL", 4),
        ),
    ),
    "323": Rule(has("LITHOTRIPSY") & has("INTRALUMINAL DEVICE")),
    "359": Rule(has("CORONARY ATHERECTOMY") & has("INTRALUMINAL DEVICE")),
}
DIGESTION = {
    "350": Rule(has("INGUINAL AND FEMORAL")),
    "353": Rule(has("HERNIA PROCEDURE EXCEPT")),
    "380": Rule(has("COMPLICATED PEPTIC")),
    "383": Rule(has("UNCOMPLICATED PEPTIC")),
    "408": Rule(has("ORPCS", "NON-ORPCS") | (has("OR ORPCS") & ~has("WITHOUT ORPCS"))),
    "411": Rule(has("ORPCS") & has("C.D.E.")),
    "414": Rule(has("CHOLECYSTECTOMY EXCEPT")),
    "417": Rule(has("LAPAROSCOPIC")),
}
SPINE_AND_JOINTS = {
    "402": Rule(has("SINGLE LEVEL ANTERIOR") & has("SINGLE LEVEL POSTERIOR")),
    "426": Rule(
        has("MULTIPLE LEVEL ANTERIOR", "SINGLE LEVEL ANTERIOR")
        & has("MULTIPLE LEVEL POSTERIOR", "SINGLE LEVEL POSTERIOR")
        & (
            has("MULTIPLE LEVEL ANTERIOR", "MULTIPLE LEVEL POSTERIOR")
            | total(3, ("SINGLE LEVEL ANTERIOR", 1), ("SINGLE LEVEL POSTERIOR", 1))
        ),
        as_mcc=has("MULTIPLE LEVEL CUSTOM", "SINGLE LEVEL CUSTOM"),
    ),
    "429": Rule(has("ANTERIOR CERVICAL") & has("POSTERIOR CERVICAL")),
    "447": Rule(
        has("MULTIPLE LEVEL ANTERIOR", "MULTIPLE LEVEL POSTERIOR")
        | total(2, ("TWO OR MORE CODES", 1))
        | total(2, ("SINGLE LEVEL POSTERIOR", 1)),
        as_mcc=has("MULTIPLE LEVEL CUSTOM") | (has("SINGLE LEVEL CUSTOM") & total(2, ("TWO OR MORE CODES", 1))),
    ),
    "450": Rule(has("SINGLE LEVEL FUSION", "SINGLE LEVEL CUSTOM"), as_mcc=has("SINGLE LEVEL CUSTOM")),
    "456": Rule(
        (has("SPINAL FUSION EXCEPT") & has("SPINAL CURVATURE", "OR SDX"))
        | has(f"{EXTENSIVE_FUSIONS}@8")
        | (has(f"{EXTENSIVE_FUSIONS}@70") & has(f"{EXTENSIVE_FUSIONS}@10"))
        | (has(f"{EXTENSIVE_FUSIONS}@71") & has(f"{EXTENSIVE_FUSIONS}@11"))
        | (has(f"{EXTENSIVE_FUSIONS}@7J") & has(f"{EXTENSIVE_FUSIONS}@1J"))
    ),
    "461": Rule(
        of_different(2, "TO QUALIFY", "LEFT HIP", "RIGHT KNEE", "LEFT KNEE", "RIGHT ANKLE", "LEFT ANKLE"),
    ),
    "469": Rule(has("ORPCS", "TOTAL ANKLE"), as_mcc=has("TOTAL ANKLE")),
    "485": Rule(has("KNEE PROCEDURE") & has("INFECTION")),
    "518": Rule(
        has("DISC DEVICES ORPCS", "NEUROSTIMULATORS", "BACK & NECK"),
        as_mcc=has("DISC DEVICES ORPCS", "NEUROSTIMULATORS"),
    ),
    "521": Rule(has("PDX") & has("AND ORPCS")),
}
SKIN_TO_KIDNEY = {
    "573": Rule(has("SKIN GRAFT") & has("SKIN ULCER")),
    "576": Rule(has("SKIN GRAFT")),
    "582": Rule(has("PSDX") & has("ORPCS")),
    "650": Rule(has("ORPCS") & has("AND NON-ORPCS")),
    "656": Rule(has("KIDNEY AND URETER") & has("NEOPLASM")),
    "659": Rule(has("KIDNEY AND URETER")),
    "673": Rule(
        has("ORPCS")
        | (has("OR PDX") & has("AND NON-ORPCS"))
        | ((has("OR PDX*") | (has("OR PDX**") & has("WITH SDX"))) & has("AND NON-ORPCS*"))
    ),
}
REPRODUCTION = {
    "715": Rule(has("OTHER MALE") & has("MALIGNANCY")),
    "717": Rule(has("OTHER MALE")),
    "736": Rule(has("UTERINE AND ADNEXAL") & has("OVARIAN/ADNEXAL")),
    "739": Rule(has("UTERINE AND ADNEXAL") & has("NON-OVARIAN/ADNEXAL")),
    "742": Rule(has("ORPCS") & has("PDX")),
    "768": Rule(has("SDX") & has("DELIVERY ORPCS", "NON-ORPCS") & has(OTHER_OPERATION)),
    "769": Rule(has("PDX") & has(OPERATION) & ~_DELIVERED),
    "770": Rule(has("PDX") & has("AND ORPCS")),
    "783": Rule(has("ORPCS") & has("AND ORPCS")),
    "786": Rule(has("ORPCS")),
    "796": Rule(has("SDX") & has("AND ORPCS", "NON-ORPCS") & has("AND ORPCS*", "OR ORPCS")),
    "805": Rule(_DELIVERED),
    "817": Rule(has("PDX") & has(OPERATION) & ~_DELIVERED),
    "998": Rule(has("PDX")),
}
NEWBORNS = {
    "789": Rule(has(DIED, TRANSFERRED)),
    "791": Rule(has("PREMATURITY") & has("793|MAJOR PROBLEMS PSDX", "793|OR SDX")),
    "792": Rule(has("PREMATURITY")),
    "793": Rule(has("MAJOR PROBLEMS", "OR SDX")),
    "794": Rule(has("PSDX") | ~has("795|PDX") | has(OTHER_SECONDARY)),
    "795": Rule(has("PDX")),
}
BLOOD_AND_INFECTIONS = {
    "820": Rule(has("PDX") & has("ORPCS")),
    "823": Rule(has("PDX") & has("ANY OTHER", OPERATION)),
    "826": Rule(has("MYELOPROLIFERATIVE") & has("MAJOR O.R.")),
    "829": Rule(has("MYELOPROLIFERATIVE") & has("ANY OTHER", OPERATION)),
    "837": Rule(
        has("CHEMOTHERAPY") & has("ACUTE LEUKEMIA", "HIGH DOSE"),
        as_cc=has("HIGH DOSE"),
    ),
    "850": Rule(has("PDX") & has("ANY OTHER", OPERATION)),
    "853": Rule(~has("PDX FROM MDC 18 EXCEPT") & has(OPERATION)),
    "856": Rule(has("PDX") & has(OPERATION)),
    "870": Rule(has("SEPTICEMIA") & has("MECHANICAL VENTILATION")),
    "871": Rule(has("SEPTICEMIA")),
}
MIND_TO_HIV = {
    "876": Rule(has(OPERATION)),
    "894": Rule(has(LEFT)),
    "896": Rule(has(ALWAYS)),
    "927": Rule(
        (has("EXTENSIVE BURNS") | (has("FULL THICKNESS") & has("MECHANICAL VENTILATION"))) & has("SKIN GRAFT"),
    ),
    "928": Rule(has("PSDX") & has("SKIN GRAFT", "INHALATION INJURY")),
    "933": Rule(has("EXTENSIVE BURNS") | (has("FULL THICKNESS") & has("MECHANICAL VENTILATION"))),
    "934": Rule(has("PSDX")),
    "939": Rule(has(OPERATION)),
    "945": Rule(has("945&946|PDX") | (~has("OR FIRST CONDITION") & has("SECOND CONDITION"))),
    "963": Rule(has(ALWAYS)),
    "969": Rule(has(EXTENSIVE)),
    "974": Rule(
        has(HIV_INFECTION) & has(HIV_CONDITION) & has(HIV_INFECTION + AS_PRINCIPAL, HIV_CONDITION + AS_PRINCIPAL)
    ),
    "977": Rule(has(ALWAYS)),
}
RULES = {
    name: rule
    for part in (
        BEFORE_CATEGORIES,
        NERVES,
        SENSES_AND_BREATH,
        HEART,
        DIGESTION,
        SPINE_AND_JOINTS,
        SKIN_TO_KIDNEY,
        REPRODUCTION,
        NEWBORNS,
        BLOOD_AND_INFECTIONS,
        MIND_TO_HIV,
    )
    for name, rule in part.items()
}
