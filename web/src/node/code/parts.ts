import { COVERAGE } from "../book/coverage";
import type { Part } from "../book/part";
import { CROSSWALKS } from "./crosswalks";
import { GROUPS } from "./groups";

/** What a coder asks of a code of a procedure: what it pays, who covers it, what it is elsewhere. */
export const PARTS: readonly Part<{ curie: string }>[] = [GROUPS, COVERAGE, CROSSWALKS];
