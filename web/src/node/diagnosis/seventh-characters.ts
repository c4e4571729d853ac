import { localOf } from "../../api/curie";
import type { Diagnosis } from "./query";

type Note = Diagnosis["notes"][number];

/** A seventh character, what it means, and the code that it makes here, where it makes one. */
export interface SeventhCharacter {
  character: string;
  meaning: string;
  curie: string | undefined;
}

/** The table of seventh characters that holds for an entry: the words before it, and where it stands. */
export interface SeventhCharacters {
  says: string;
  at: Note["at"];
  rows: readonly SeventhCharacter[];
}

/** A note as the graph has it: `words: A meaning; B meaning`. */
const TABLE = /^(.*?): ([0-9A-Z] .+)$/s;
/** Characters of a whole code with a seventh one, and a point. */
const WHOLE = 8;

/** The nearest table above an entry, unless the entry is a code that takes no seventh character. */
export function seventhCharacters(diagnosis: Diagnosis): SeventhCharacters | undefined {
  const isWhole = localOf(diagnosis.curie).length === WHOLE;
  const note = diagnosis.notes.find(({ kind }) => kind === "SEVENTH_CHARACTER");
  const [, says, table] = TABLE.exec(note?.text ?? "") ?? [];
  if (!note || !says || !table || (diagnosis.isBillable && !isWhole)) return undefined;
  const made = isWhole ? (diagnosis.broader.nodes[0]?.narrower.nodes ?? []) : diagnosis.narrower.nodes;
  const codes = made.map(({ curie }) => curie).filter((curie) => localOf(curie).length === WHOLE);
  const rows = table.split("; ").map((row) => ({
    character: row.charAt(0),
    meaning: row.slice(2),
    curie: codes.find((curie) => curie.endsWith(row.charAt(0))),
  }));
  const isMade = rows.some(({ curie }) => curie);
  return { says, at: note.at, rows: isMade ? rows.filter(({ curie }) => curie) : rows };
}
