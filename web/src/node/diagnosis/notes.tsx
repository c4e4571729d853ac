import { grouped } from "../../ui/grouped";
import { isCode } from "../../api/curie";
import { NodeLink } from "../../ui/node-link";
import { Panel, type Query } from "../../ui/panel";
import { words } from "../../ui/words";
import { meaning } from "../kinds";
import type { Diagnosis } from "./query";

const SHOWN_ELSEWHERE = ["INCLUDES", "INCLUSION_TERM"];
const CODES = 12;

type Note = Diagnosis["notes"][number];

/** The notes of the classification that hold for it, by kind: its own, and those of what is above it. */
export function Notes({ diagnosis, query }: { diagnosis: Diagnosis; query: Query }) {
  const notes = diagnosis.notes.filter((note) => isNote(note, diagnosis));
  if (!notes.length) return null;
  return (
    <Panel title="Notes" count={notes.length} id="notes" query={query}>
      {grouped(notes, (note) => note.kind).map(([kind, same]) => (
        <div key={kind} data-kind={kind}>
          <h3>{words(kind)}</h3>
          <p class="about">{meaning("NoteKind", kind)}</p>
          <ul class="statements">
            {same.map((note, place) => (
              <li key={place}>
                {note.text} <Codes note={note} />
                {note.at.curie !== diagnosis.curie && (
                  <span class="about">
                    {" "}
                    at <NodeLink node={note.at} code={isCode(note.at.curie)} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Panel>
  );
}

/** Its own terms stand above the notes; those of what is above it are still to be read. */
function isNote(note: Note, diagnosis: Diagnosis): boolean {
  return note.at.curie !== diagnosis.curie || !SHOWN_ELSEWHERE.includes(note.kind);
}

function Codes({ note: { codes } }: { note: Note }) {
  return (
    <>
      {codes.slice(0, CODES).map((code) => (
        <span key={code.curie}>
          <NodeLink node={{ curie: code.curie, name: code.code ?? code.name }} />{" "}
        </span>
      ))}
      {codes.length > CODES && <span class="about">and {codes.length - CODES} more</span>}
    </>
  );
}
