import { isCode } from "../../api/curie";
import { grouped } from "../../ui/grouped";
import { NodeLink } from "../../ui/node-link";
import { Panel, type Query } from "../../ui/panel";
import { meaning } from "../kinds";
import { NoteText } from "./note-text";
import type { Diagnosis } from "./query";

type Note = Diagnosis["notes"][number];

/** The kinds of notes in a coder's words, in the order in which the book has them; seventh characters have a table. */
const LABELS: Partial<Record<Note["kind"], string>> = {
  INCLUSION_TERM: "Inclusion terms",
  INCLUDES: "Includes",
  GENERAL: "Notes",
  CODE_FIRST: "Code first",
  USE_ADDITIONAL: "Use additional code",
  CODE_ALSO: "Code also",
  EXCLUDES1: "Excludes1",
  EXCLUDES2: "Excludes2",
};

/** The notes of the classification that hold for it, by kind: its own, then those of what is above it. */
export function Notes({ diagnosis, query }: { diagnosis: Diagnosis; query: Query }) {
  const kinds = Object.entries(LABELS).map(([kind, label]) => ({
    kind,
    label,
    notes: diagnosis.notes.filter((note) => note.kind === kind),
  }));
  const count = kinds.reduce((sum, { notes }) => sum + notes.length, 0);
  if (!count) return null;
  return (
    <Panel title="Notes" count={count} id="notes" query={query}>
      {kinds.map(({ kind, label, notes }) =>
        notes.length ? <OfKind key={kind} kind={kind} label={label} notes={notes} diagnosis={diagnosis} /> : null,
      )}
    </Panel>
  );
}

interface Properties {
  kind: string;
  label: string;
  notes: readonly Note[];
  diagnosis: Diagnosis;
}

function OfKind({ kind, label, notes, diagnosis }: Properties) {
  return (
    <div data-kind={kind}>
      <h3 title={meaning("NoteKind", kind)}>{label}</h3>
      {grouped(notes, ({ at }) => at.curie).map(([curie, same]) => (
        <div key={curie}>
          {curie !== diagnosis.curie && <From at={same[0]?.at} />}
          <ul class="statements notes">
            {same.map((note, place) => (
              <li key={place}>
                <NoteText note={note} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function From({ at }: { at: Note["at"] | undefined }) {
  if (!at) return null;
  return (
    <p class="from">
      From <NodeLink node={{ curie: at.curie, name: at.name }} code={isCode(at.curie)} />:
    </p>
  );
}
