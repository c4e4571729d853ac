"""How well the contexts of mentions are told: precision and recall by category, on made-up sentences.

    python -m bench.context [--misses]

Of the half that is held out only the figures are printed.
"""

from argparse import ArgumentParser
from pathlib import Path

from bench.context.marked_sentences import counted, found_contexts, read_sentences

HELD_OUT = Path(__file__).parent / "sentences.txt"
JUDGED = Path("tests/search/judged")
OPEN = (JUDGED / "context_sentences.txt", JUDGED / "context_sentences_other_author.txt")


def main() -> None:
    parser = ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--misses", action="store_true", help="print what went wrong, but for the half held out")
    show_misses = parser.parse_args().misses
    for path in (*OPEN, HELD_OUT):
        print(path)
        for category, counts in counted(read_sentences(path)).items():
            precision = counts["right"] / max(counts["right"] + counts["wrong"], 1)
            recall = counts["right"] / max(counts["right"] + counts["missed"], 1)
            print(f"  {category:<14} precision {precision:.3f}  recall {recall:.3f}  {dict(counts)}")
        for sentence in read_sentences(path) if show_misses and path != HELD_OUT else ():
            for (start, end), wanted, found in zip(
                sentence.mentions, sentence.contexts, found_contexts(sentence), strict=True
            ):
                if wanted != found:
                    print(f"  {sentence.text}\n    {sentence.text[start:end]}: {sorted(found)}, not {sorted(wanted)}")


if __name__ == "__main__":
    main()
