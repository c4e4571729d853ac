import { asRow, type Case, type Encounter, MOST_CODES, type Row, sizeOf } from "./case";
import type { List } from "./reading/code-forms";
import type { ReadCodes } from "./reading/read-codes";

/** What is changed of a row. */
export type Change = Partial<Omit<Case["diagnoses"][number] & Case["procedures"][number], "id">>;

/** A case with codes added at the end of its lists; undefined where these would be more than a review takes. */
export function withCodes(before: Case, { diagnoses, procedures }: ReadCodes): Case | undefined {
  const after: Case = {
    ...before,
    diagnoses: [...before.diagnoses, ...diagnoses.map(asRow)],
    procedures: [...before.procedures, ...procedures.map(asRow)],
  };
  return sizeOf(after) > MOST_CODES ? undefined : after;
}

/** A case with a code in one of its lists, at a place or at the end. */
export function withCode(before: Case, list: List, code: string, place?: number): Case {
  const at = place ?? before[list].length;
  if (list === "diagnoses") {
    return { ...before, diagnoses: before.diagnoses.toSpliced(at, 0, asRow({ code, present: null })) };
  }
  return { ...before, procedures: before.procedures.toSpliced(at, 0, asRow({ code, units: 1, modifiers: [] })) };
}

/** A case with something changed in one of its rows. */
export function withChange(before: Case, id: number, change: Change): Case {
  const changed = <Item extends Row<object>>(row: Item): Item => (row.id === id ? { ...row, ...change } : row);
  return { ...before, diagnoses: before.diagnoses.map(changed), procedures: before.procedures.map(changed) };
}

/** A case without some of its rows. */
export function without(before: Case, ids: readonly number[]): Case {
  const stays = ({ id }: { id: number }) => !ids.includes(id);
  return { ...before, diagnoses: before.diagnoses.filter(stays), procedures: before.procedures.filter(stays) };
}

/** A case in which a row stands at another place of its list. */
export function withMove(before: Case, list: List, id: number, place: number): Case {
  return list === "diagnoses"
    ? { ...before, diagnoses: moved(before.diagnoses, id, place) }
    : { ...before, procedures: moved(before.procedures, id, place) };
}

/** A case with something else known of patient or payer. */
export function withEncounter(before: Case, change: Partial<Encounter>): Case {
  return { ...before, encounter: { ...before.encounter, ...change } };
}

function moved<Item extends { id: number }>(rows: readonly Item[], id: number, place: number): readonly Item[] {
  const row = rows.find((one) => one.id === id);
  return row && place >= 0 && place < rows.length ? rows.filter((one) => one !== row).toSpliced(place, 0, row) : rows;
}
