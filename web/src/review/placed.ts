import type { Case } from "./case";
import type { CodeOfCase, Finding, Review } from "./query";

/** A finding with the rows of the case that it is about. */
export interface PlacedFinding {
  finding: Finding;
  /** The id of its element. */
  anchor: string;
  /** Ids of rows, in the order of the finding's codes. */
  rows: readonly number[];
}

/** What a review says, by row. */
export interface Placed {
  all: readonly PlacedFinding[];
  /** What stands at a row: the findings that begin with its code. */
  at: ReadonlyMap<number, readonly PlacedFinding[]>;
  /** What stands at other rows and is about this one too. */
  elsewhere: ReadonlyMap<number, readonly PlacedFinding[]>;
  /** What is about no code, or about the case as a whole. */
  ofCase: readonly PlacedFinding[];
  names: ReadonlyMap<number, CodeOfCase>;
}

/** A finding about more codes than these is told at the first of them only. */
const MOST_TOLD = 4;
/** Rules that say of every diagnosis that it does not do something. */
const OF_CASE = new Set<string>(["RISK_CATEGORY_UNSUPPORTED"]);

/** The findings of a review at the rows of the case that was reviewed. */
export function placed(review: Review | undefined, of: Case | undefined): Placed {
  const row = ({ isProcedure, place }: { isProcedure: boolean; place: number }) =>
    (isProcedure ? of?.procedures : of?.diagnoses)?.[place]?.id ?? 0;
  const all = (review?.findings ?? []).map((finding, number) => ({
    finding,
    anchor: `finding-${number + 1}`,
    rows: OF_CASE.has(finding.rule) ? [] : finding.codes.map(row),
  }));
  const few = all.filter(({ rows }) => rows.length <= MOST_TOLD);
  return {
    all,
    at: byRow(all, ({ rows }) => rows.slice(0, 1)),
    elsewhere: byRow(few, ({ rows }) => rows.slice(1).filter((id) => id !== rows[0])),
    ofCase: all.filter(({ rows }) => rows.length === 0),
    names: new Map(review?.codes.map((code) => [row(code), code])),
  };
}

function byRow(found: readonly PlacedFinding[], rowsOf: (one: PlacedFinding) => readonly number[]) {
  const rows = new Map<number, PlacedFinding[]>();
  for (const one of found) {
    for (const id of new Set(rowsOf(one))) rows.set(id, [...(rows.get(id) ?? []), one]);
  }
  return rows;
}
