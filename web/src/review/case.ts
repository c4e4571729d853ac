import type { graphql } from "../api/graphql";

/** Whether a diagnosis was there on admission. */
export type PresentOnAdmission = ReturnType<typeof graphql.scalar<"PresentOnAdmission">>;

/** A diagnosis of a case; the first one is the principal one. */
export interface DiagnosisOfCase {
  code: string;
  present: PresentOnAdmission | null;
}

/** A procedure of a case. */
export interface ProcedureOfCase {
  code: string;
  units: number;
  modifiers: string[];
}

/** Something of a list that keeps its place in the page while it moves. */
export type Row<Item> = Item & { id: number };

/** What is known of patient and payer, as the fields have it: empty where it is not known. */
export interface Encounter {
  dateOfService: string;
  age: string;
  sex: string;
  setting: string;
  dischargeStatus: string;
  placeOfService: string;
  payer: string;
  /** Risk categories that are expected, as people write them: 'V28-37, HCC:V28-38'. */
  riskCategories: string;
}

/** The codes of one encounter. */
export interface Case {
  diagnoses: readonly Row<DiagnosisOfCase>[];
  procedures: readonly Row<ProcedureOfCase>[];
  encounter: Encounter;
}

/** Codes that a review takes at most. */
export const MOST_CODES = 500;
export const OLDEST = 130;

const UNKNOWN: Encounter = {
  dateOfService: "",
  age: "",
  sex: "",
  setting: "",
  dischargeStatus: "",
  placeOfService: "",
  payer: "",
  riskCategories: "",
};
export const EMPTY: Case = { diagnoses: [], procedures: [], encounter: UNKNOWN };

let lastId = 0;

/** An item as a row of its own. */
export function asRow<Item extends object>(item: Item): Row<Item> {
  return { ...item, id: ++lastId };
}

/** How many codes a case has. */
export function sizeOf({ diagnoses, procedures }: Case): number {
  return diagnoses.length + procedures.length;
}
