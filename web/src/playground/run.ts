import type { GraphQLError } from "graphql";
import { useSyncExternalStore } from "react";

/** What one run of a query came to. */
export interface Run {
  milliseconds: number;
  /** Of the answer, before it was compressed. */
  bytes: number;
  /** How many items the answer holds, which is what the budget of a request counts. */
  items: string | undefined;
  /** What answered: `compiled` or `reference`. */
  execution: string | undefined;
  errors: readonly GraphQLError[];
}

let last: Run | undefined;
const listeners = new Set<() => void>();

/** A query was sent: what is known of the one before is not of this. */
export function started(): void {
  note(undefined);
}

/** A query was answered, or could not be. */
export function ended(run: Run): void {
  note(run);
}

/** The last run, once it ended. */
export function useLastRun(): Run | undefined {
  return useSyncExternalStore(listen, () => last);
}

function note(run: Run | undefined): void {
  last = run;
  for (const tell of listeners) tell();
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
