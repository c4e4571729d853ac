"""Places of service: codes that are none, and procedures that are rarely or never done in such a place."""

from collections.abc import Iterator

from graph.model.data_advice import put_into
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule

_RARE = {True: ("is_rare_in_facility", "in facilities"), False: ("is_rare_in_office", "outside facilities")}


def _check(context: ReviewContext) -> Iterator[Finding]:
    place = context.case.place_of_service
    if not place or "PlaceOfService" not in context.loaded.node_kinds:
        return
    facts = context.facts.find(f"POS:{place.zfill(2)}")
    if facts is None:
        yield Finding(
            PLACE_OF_SERVICE.name,
            Severity.ERROR,
            f"There is no place of service {place}.",
            "State one of CMS's list.",
            (),
        )
        return
    is_facility = facts.get("is_facility")
    for code, procedure in context.known_procedures if isinstance(is_facility, bool) else ():
        rarity, where = _RARE[bool(is_facility)]
        if procedure.get(rarity):
            yield Finding(
                PLACE_OF_SERVICE.name,
                Severity.WARNING,
                f"{code.written} is rarely or never done {where}; the place is {place.zfill(2)}, {facts.node.name}.",
                "Check the place of service, and the code.",
                (code,),
                (Reason(node=procedure.number, property=rarity), Reason(node=facts.number, property="is_facility")),
            )


def _gaps(context: ReviewContext) -> Iterator[str]:
    if not context.case.place_of_service:
        return
    if "PlaceOfService" not in context.loaded.node_kinds:
        yield f"Places of service are not loaded: {put_into('codes', 'the list of CMS')}."
    if not context.loaded.properties & {"is_rare_in_facility", "is_rare_in_office"}:
        yield f"What is done where is not loaded: {put_into('codes', 'the Medicare physician fee schedule')}."


PLACE_OF_SERVICE = Rule(
    "PLACE_OF_SERVICE",
    "A place of service that there is not, or where a procedure is rarely or never done.",
    "CMS place-of-service codes; NA indicators of the Medicare physician fee schedule",
    _check,
    _gaps,
)
