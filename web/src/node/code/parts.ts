import { COVERAGE } from "../book/coverage";
import { HISTORY } from "../book/history";
import { ICD9 } from "../book/icd9";
import type { Part } from "../book/part";
import { CROSSWALKS } from "./crosswalks";
import { GROUPS } from "./groups";

/** What a coder asks of a code of a procedure: what it pays, who covers it, what it is elsewhere. */
export const PARTS: readonly Part<{ curie: string }>[] = [GROUPS, COVERAGE, CROSSWALKS, ICD9, HISTORY];
