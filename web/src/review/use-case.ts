import { useMemo, useState } from "preact/hooks";
import { type Case, EMPTY } from "./case";

interface History {
  now: Case;
  past: readonly Case[];
  /** What was done last, in words. */
  said: string;
}

/** A case, and what was done with it before. */
export interface CaseInHand extends History, CaseActions {}

/** What can be done with a case; these stay the same while it changes. */
export interface CaseActions {
  /** Makes it another one, and says what was done; with `quietly` there is nothing to undo, as while one types. */
  change: (next: Case, said?: string, quietly?: boolean) => void;
  /** The same, from what it is then. */
  apply: (next: (now: Case) => Case, said: string) => void;
  undo: () => void;
  /** Says something without a change. */
  say: (said: string) => void;
}

const MOST_UNDONE = 100;
/** The case stays while one reads of a code and comes back. It is nowhere but here: with the tab it is gone. */
let kept: History = { now: EMPTY, past: [], said: "" };

/** The case of the page, and how it is changed. */
export function useCase(): CaseInHand {
  const [state, setState] = useState(kept);
  const actions = useMemo(() => actionsBy(setState), []);
  return { ...state, ...actions };
}

function actionsBy(show: (state: History) => void): CaseActions {
  const keep = (next: History) => {
    kept = next;
    show(next);
  };
  const change = (now: Case, said = "", quietly = false) => {
    if (now === kept.now) return;
    keep({ now, said, past: quietly ? kept.past : [...kept.past, kept.now].slice(-MOST_UNDONE) });
  };
  return {
    change,
    apply: (next, said) => change(next(kept.now), said),
    undo: () => {
      const [now, past] = [kept.past.at(-1), kept.past.slice(0, -1)];
      if (now) keep({ now, past, said: "Undone." });
    },
    say: (said) => keep({ ...kept, said }),
  };
}
