import { COVERAGE } from "../book/coverage";
import { HISTORY } from "../book/history";
import { ICD9 } from "../book/icd9";
import type { Part } from "../book/part";
import { EDITS } from "./edits";
import { GROUPS } from "./groups";
import { KNOWN_AS } from "./known-as";
import { NEAREST } from "./nearest";
import type { Diagnosis } from "./query";
import { REFERENCES } from "./references";
import { RISK } from "./risk";
import { SEVERITY } from "./severity";
import { TREATMENTS } from "./treatments";

/** What a coder asks of a code when its notes are read: for whom it is, what it decides, what it pays, since when. */
export const DECISIONS: readonly Part<Diagnosis>[] = [EDITS, SEVERITY, RISK, GROUPS, COVERAGE, HISTORY];
/** What leads on from it; on paper it is left out, as is what comes last. */
export const WAYS_ON: readonly Part<Diagnosis>[] = [TREATMENTS, REFERENCES, ICD9, KNOWN_AS];
/** What is last, after all that only the schema knows. */
export const LAST: readonly Part<Diagnosis>[] = [NEAREST];
