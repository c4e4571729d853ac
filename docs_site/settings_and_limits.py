"""The pages of all settings and of all limits, as they are declared."""

from docs_site.markdown import code, joined, table, text
from graph.model.limits import LIMITS
from serving.settings import SETTINGS


def settings() -> str:
    rows = [
        (code(setting.variable), code(setting.option), text(setting.help), text(setting.domain.description),
         text(setting.shown_default))
        for setting in SETTINGS
    ]  # fmt: skip
    return joined(table(("variable", "option", "meaning", "allowed", "default"), rows))


def limits() -> str:
    rows = [
        (
            text(f"{limit.unit} {limit.description}"),
            f"{limit.default:,}",
            code(f"MEDCODE_MAX_{limit.name.upper()}") if limit.allowed else "–",
            ", ".join(map(code, limit.codes)) or "–",
        )
        for limit in LIMITS
    ]
    return joined(table(("limit", "most", "variable", "error code"), rows))
