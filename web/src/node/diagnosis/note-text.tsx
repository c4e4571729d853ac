import { localOf } from "../../api/curie";
import { NodeLink } from "../../ui/node-link";
import type { Diagnosis } from "./query";

type Note = Diagnosis["notes"][number];

const CODE = String.raw`[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?`;
/** Codes in a text, also cut short (`E10.-`, `M97.0-`), and ranges; what is between matches is text. */
const CODES = new RegExp(`(${CODE}-${CODE}|${CODE})`);
const SHOWN = 12;

/** The words of a note, in which the codes that it names are links; those that it names as a range follow it. */
export function NoteText({ note: { text, codes } }: { note: Note }) {
  const known = new Map(codes.map((code) => [localOf(code.curie), code]));
  const pieces = text.split(CODES).flatMap((piece) => (known.has(piece) ? [piece] : ends(piece)));
  const others = codes.filter((code) => !pieces.includes(localOf(code.curie)));
  return (
    <>
      {pieces.map((piece, place) => {
        const code = known.get(piece);
        return code ? <NodeLink key={place} node={{ curie: code.curie, name: piece }} /> : piece;
      })}
      {others.length > 0 && (
        <span class="detail">
          {" → "}
          {others.slice(0, SHOWN).map((code, place) => (
            <span key={code.curie}>
              {place > 0 && ", "}
              <NodeLink node={{ curie: code.curie, name: code.code ?? code.name }} />
            </span>
          ))}
          {others.length > SHOWN && ` and ${others.length - SHOWN} more`}
        </span>
      )}
    </>
  );
}

/** A range that is no entry itself, as its ends. */
function ends(piece: string): readonly string[] {
  return new RegExp(`^${CODE}-${CODE}$`).test(piece) ? piece.split(/(-)/) : [piece];
}
