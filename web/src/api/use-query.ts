import type { AnyVariables, CombinedError, TypedDocumentNode } from "@urql/core";
import { useEffect, useState } from "preact/hooks";
import { client } from "./client";

/** What is known of an answer. While a new one is waited for, `data` is that of the one before. */
export interface Answer<Data> {
  data: Data | undefined;
  error: CombinedError | undefined;
  loading: boolean;
}

/** Asks when the variables change, and again on `retry`; an answer that was overtaken is never shown. */
export function useQuery<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  pause = false,
): Answer<Data> & { retry: () => void } {
  const [answer, setAnswer] = useState<Answer<Data>>({ data: undefined, error: undefined, loading: !pause });
  const [tries, setTries] = useState(0);
  const key = JSON.stringify(variables);
  useEffect(() => {
    if (pause) return;
    setAnswer((before) => ({ ...before, loading: true }));
    const policy = tries ? "network-only" : "cache-first";
    const { unsubscribe } = client.query(document, variables, { requestPolicy: policy }).subscribe((result) => {
      setAnswer({ data: result.data, error: result.error, loading: false });
    });
    return unsubscribe;
  }, [document, key, pause, tries]);
  return { ...answer, retry: () => setTries((before) => before + 1) };
}
