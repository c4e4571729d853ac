import type { CombinedError } from "@urql/core";
import { useEffect, useState } from "preact/hooks";
import type { Answer } from "../api/use-query";
import { gather, type Gathered } from "./gather";
import type { View } from "./view";

/** What a view shows. While more is waited for, or could not be had, it is what was shown before. */
export function useGathered(view: View): Answer<Gathered> & { retry: () => void } {
  const [answer, setAnswer] = useState<Answer<Gathered>>({ data: undefined, error: undefined, loading: true });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let overtaken = false;
    const settle = (patch: Partial<Answer<Gathered>>) => {
      if (!overtaken) setAnswer((before) => ({ ...before, error: undefined, loading: false, ...patch }));
    };
    setAnswer((before) => ({ ...before, loading: true }));
    gather(view, tries ? "network-only" : "cache-first").then(
      (data) => settle({ data }),
      (error: CombinedError) => settle({ error }),
    );
    return () => {
      overtaken = true;
    };
  }, [questionOf(view), tries]);
  return { ...answer, retry: () => setTries((before) => before + 1) };
}

/** What of a view must be asked of the service; the rest is only another look at it. */
function questionOf({ of, depth, expanded, picked, by, hiddenKinds, hiddenEdgeKinds }: View): string {
  const path = picked.length === 2 ? { picked, by, hiddenKinds, hiddenEdgeKinds } : {};
  return JSON.stringify({ of, depth, expanded, ...path });
}
