"""Prompts: how an agent does a task with the tools."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaskPrompt:
    """What to do, with a place in braces for each argument."""

    title: str
    arguments: tuple[str, ...]
    text: str


PROMPTS = {
    "code-case": TaskPrompt(
        "Code an encounter",
        ("record",),
        "Code this encounter. Find its diagnoses with `ground` and its procedures with `search`, all terms at once. "
        "Check all codes with `codes`, then the case with `review`. Give each code with its CURIE and the words of "
        "the record that support it; where the record leaves a code open, ask instead of guessing.\n\n{record}",
    ),
    "check-codes": TaskPrompt(
        "Check the codes of a text",
        ("text",),
        "Check every code and every name of a code in this text with one call of `codes`. Say of each whether it "
        "exists, can be reported, and means what the text says; name the nearest of those that do not.\n\n{text}",
    ),
    "compare-procedures": TaskPrompt(
        "Compare two procedures",
        ("a", "b"),
        "Compare {a} with {b}: `compare` their indications, risks and settings, `read` both pages, and quote the "
        "sentences that differ with their CURIEs. Say what the pages leave out.",
    ),
}
