import type { AnyVariables, CombinedError, DocumentInput } from "@urql/core";
import { useEffect, useState } from "preact/hooks";
import { client } from "./client";

/** What is known of an answer. While a new one is waited for, `data` is that of the one before. */
export interface Answer<Data> {
  data: Data | undefined;
  error: CombinedError | undefined;
  loading: boolean;
}

/** With the variables that were asked with, as a text. */
type Keyed<Data> = Answer<Data> & { key: string };

const NOTHING = { data: undefined, error: undefined, loading: false };

/**
 * Asks when the variables change, and again on `retry`; an answer that was overtaken is never shown. What was asked before
 * is there at once, so that going back shows the page as it was. While `pause` holds, nothing is asked nor known.
 */
export function useQuery<Data, Variables extends AnyVariables>(
  document: DocumentInput<Data, Variables>,
  variables: Variables,
  pause = false,
): Answer<Data> & { retry: () => void } {
  const [tries, setTries] = useState(0);
  const key = JSON.stringify(variables);
  const [answer, setAnswer] = useState<Keyed<Data>>(() => ({
    key,
    ...(pause ? NOTHING : remembered(document, variables)),
  }));
  useEffect(() => {
    if (pause) {
      setAnswer({ key, ...NOTHING });
      return;
    }
    setAnswer((before) => ({ ...before, key, loading: true }));
    const policy = tries ? "network-only" : "cache-first";
    const { unsubscribe } = client.query(document, variables, { requestPolicy: policy }).subscribe((result) => {
      setAnswer({ key, data: result.data, error: result.error, loading: false });
    });
    return unsubscribe;
  }, [document, key, pause, tries]);
  const { data, error } = answer;
  const loading = answer.loading || (!pause && answer.key !== key); // Effects run after what is drawn with new variables.
  return { data, error, loading, retry: () => setTries((before) => before + 1) };
}

function remembered<Data, Variables extends AnyVariables>(
  document: DocumentInput<Data, Variables>,
  variables: Variables,
): Answer<Data> {
  const data = client.readQuery(document, variables, { requestPolicy: "cache-only" })?.data ?? undefined;
  return { data, error: undefined, loading: data === undefined };
}
