import type { ComponentChildren } from "preact";
import type { Answer } from "../../api/use-query";
import { Panel, type Query } from "../../ui/panel";
import { Failed } from "../../ui/states";

interface Properties<Data> {
  title: string;
  id: string;
  query: Query;
  answer: Answer<Data> & { retry: () => void };
  /** How much there is to show; without anything there is no panel. */
  count: (data: Data) => number;
  /** Whether its title says how much. */
  isCounted?: boolean;
  children: (data: Data) => ComponentChildren;
}

/** A panel that is there once its answer has something to show, or where the answer failed. */
export function AnsweredPanel<Data>({ title, id, query, answer, count, isCounted = true, children }: Properties<Data>) {
  const { data, error, loading, retry } = answer;
  if (error && !loading) {
    return (
      <Panel title={title} id={id} query={query}>
        <Failed error={error} retry={retry} />
      </Panel>
    );
  }
  const found = data ? count(data) : 0;
  if (!data || !found) return null;
  return (
    <Panel title={title} count={isCounted ? found : undefined} id={id} query={query}>
      {children(data)}
    </Panel>
  );
}
