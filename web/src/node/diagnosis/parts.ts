import { COVERAGE } from "../book/coverage";
import type { Part } from "../book/part";
import { GROUPS } from "./groups";
import { KNOWN_AS } from "./known-as";
import { NEAREST } from "./nearest";
import type { Diagnosis } from "./query";
import { REFERENCES } from "./references";
import { SEVERITY } from "./severity";
import { TREATMENTS } from "./treatments";

/** What a coder asks of a code when its notes are read: what it decides, what it pays, what is done for it. */
export const DECISIONS: readonly Part<Diagnosis>[] = [SEVERITY, GROUPS, COVERAGE, TREATMENTS];
/** What leads on from it; on paper it is left out, as is what comes last. */
export const WAYS_ON: readonly Part<Diagnosis>[] = [REFERENCES, KNOWN_AS];
/** What is last, after all that only the schema knows. */
export const LAST: readonly Part<Diagnosis>[] = [NEAREST];
