"""Words that names are made of: `name(pool, place)` gives each place of a pool a name of its own."""

from collections.abc import Mapping, Sequence

_ORGANS = (
    "hip knee shoulder elbow wrist ankle spine skull jaw rib pelvis femur tibia heart aorta vein artery lung bronchus "
    "trachea pleura liver pancreas spleen stomach colon rectum appendix bowel esophagus kidney ureter bladder urethra "
    "prostate uterus ovary cervix breast thyroid adrenal pituitary brain nerve cornea retina lens eyelid ear sinus "
    "tonsil larynx tongue tooth gum skin scalp tendon ligament meniscus"
).split()
_DEGREES = (
    "acute chronic recurrent severe mild early late partial complete congenital acquired traumatic inflammatory "
    "infected ischemic degenerative benign malignant obstructive painful unstable persistent bilateral isolated"
).split()
_CONDITIONS = (
    "stenosis fracture tumor stone cyst abscess rupture hernia fibrosis arthritis infection ulcer prolapse aneurysm "
    "fistula edema necrosis deformity insufficiency hypertrophy thrombosis laceration dislocation dysplasia"
).split()
_HARMS = (
    "bleeding infection perforation scarring numbness weakness leakage swelling clotting stiffness failure allergy "
    "embolism discharge discoloration"
).split()
_WAYS = "open laparoscopic endoscopic percutaneous robotic image-guided arthroscopic staged".split()
_OPERATIONS = (
    "resection repair replacement biopsy drainage bypass fusion reconstruction ablation dilation implantation removal "
    "suspension release grafting fixation revision excision embolization stenting"
).split()
_TYPES = "primary secondary repeat emergency elective outpatient pediatric geriatric".split()
_DEEDS = "fasting testing imaging counseling consent marking washing monitoring dosing review".split()
_TIMES = "early overnight first-day weekly monthly supervised gradual full home hospital".split()
_GAINS = "relief mobility survival function comfort strength vision hearing continence healing sleep stability".split()
_ROLES = "surgeon nurse anesthesiologist radiologist technician therapist resident specialist".split()
_PLACES = "operating-room clinic suite ward unit center".split()
_STEPS = "anesthesia positioning cleaning incision exposure treatment inspection irrigation closure dressing".split()

_POOLS: Mapping[str, Sequence[Sequence[str]]] = {
    "Procedure": (_WAYS, _ORGANS, _OPERATIONS, _TYPES),
    "Indication": (_DEGREES, _ORGANS, _CONDITIONS),
    "Risk": (_ORGANS, _HARMS, _DEGREES),
    "Role": (_ORGANS, _ROLES),
    "Setting": (_PLACES, _ORGANS),
    "Preparation": (_ORGANS, _DEEDS, _DEGREES),
    "Benefit": (_ORGANS, _GAINS, _DEGREES),
    "Recovery": (_TIMES, _ORGANS, _DEEDS),
    "Alternative": (_TYPES, _OPERATIONS, _ORGANS, _DEGREES),
    "Category": (_ORGANS,),
    "Step": (_STEPS,),
}


def name(pool: str, place: int) -> str:
    """The name at a place of a pool; each place below the product of the lists has one of its own."""
    words = []
    for choices in _POOLS[pool]:
        place, rest = divmod(place, len(choices))
        words.append(choices[rest])
    return " ".join(words).capitalize()


def search_words(pool: str, place: int) -> str:
    """Two words of the name at a place, as someone would search for it."""
    return " ".join(name(pool, place).lower().split()[1:3])
