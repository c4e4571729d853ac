import type { CombinedError } from "@urql/core";
import { useEffect, useState } from "preact/hooks";
import { type Case, sizeOf } from "./case";
import { inputOf } from "./case-input";
import { client } from "./client";
import { REVIEW, type Review } from "./query";

/** What a review said, and of which case: while a new answer is waited for, the one before is shown. */
export interface Reviewed {
  review: Review | undefined;
  of: Case | undefined;
  error: CombinedError | undefined;
  loading: boolean;
  retry: () => void;
}

interface Answer {
  /** What was asked. */
  key: string;
  review?: Review | undefined;
  of?: Case | undefined;
  error?: CombinedError | undefined;
}

const PAUSE = 200;
const NOTHING: Answer = { key: "" };

/** Reviews a case when it has changed and nobody types any more; a case without codes is not asked about. */
export function useReview(now: Case): Reviewed {
  const [{ key: answered, review, of, error }, setAnswer] = useState(NOTHING);
  const [tries, setTries] = useState(0);
  const key = sizeOf(now) ? JSON.stringify([tries, inputOf(now), rowsOf(now)]) : "";
  useEffect(() => {
    if (!key) {
      setAnswer(NOTHING);
      return;
    }
    let unsubscribe: (() => void) | undefined;
    const timer = setTimeout(() => {
      const ask = (reasons: boolean) => {
        const asked = client.query(REVIEW, { case: inputOf(now), reasons });
        ({ unsubscribe } = asked.subscribe(({ data, error }) => {
          if (reasons && isTooCostly(error)) return ask(false);
          const review = data?.review ?? undefined;
          setAnswer({ key, review, of: review && now, error });
        }));
      };
      ask(true);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      unsubscribe?.();
    };
  }, [key]);
  return { review, of, error, loading: key !== answered, retry: () => setTries((before) => before + 1) };
}

/** Whether there is more to tell than one answer may hold: of a very long case that is so with all reasons. */
function isTooCostly(error: CombinedError | undefined): boolean {
  return error?.graphQLErrors.some(({ extensions }) => extensions["code"] === "QUERY_TOO_COSTLY") ?? false;
}

function rowsOf({ diagnoses, procedures }: Case): number[] {
  return [...diagnoses, ...procedures].map(({ id }) => id);
}
