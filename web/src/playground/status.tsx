/** @jsxImportSource react */
import { pick, useGraphiQL } from "@graphiql/react";
import type { GraphQLError } from "graphql";
import { useEffect, useState } from "react";
import { type Run, useLastRun } from "./run";

const MEANING: Record<string, string> = {
  compiled: "a program made for this very query answered it",
  reference: "the reference executor answered it, slower and with the same result",
};

/** Below the response: what went wrong, in words, and what the answer cost. */
export function Status() {
  const run = useRunOfTab();
  return (
    <div className="status" role="status">
      {run && run.errors.length > 0 && <Errors errors={run.errors} />}
      {run && <Cost run={run} />}
    </div>
  );
}

/** Each tab has a response of its own, and so a run. */
function useRunOfTab(): Run | undefined {
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.id ?? "");
  const last = useLastRun();
  const [runs, setRuns] = useState<ReadonlyMap<string, Run | undefined>>(new Map());
  useEffect(() => setRuns((before) => new Map(before).set(tab, last)), [last]);
  return runs.get(tab);
}

function Errors({ errors }: { errors: readonly GraphQLError[] }) {
  return (
    <ul className="errors" aria-label="Errors">
      {errors.map((error, index) => (
        <li key={index}>
          {error.message} <Where error={error} />
        </li>
      ))}
    </ul>
  );
}

function Where({ error: { locations, path } }: { error: GraphQLError }) {
  const { queryEditor } = useGraphiQL(pick("queryEditor"));
  const [place] = locations ?? [];
  if (!place) return path ? <code>{path.join(".")}</code> : null;
  const show = () => {
    queryEditor?.setPosition({ lineNumber: place.line, column: place.column });
    queryEditor?.revealLineInCenter(place.line);
    queryEditor?.focus();
  };
  return (
    <button type="button" onClick={show}>
      line {place.line}, column {place.column}
    </button>
  );
}

function Cost({ run }: { run: Run }) {
  return (
    <dl className="cost">
      <Fact name="Time" value={`${run.milliseconds.toFixed(run.milliseconds < 10 ? 1 : 0)} ms`} />
      <Fact name="Size" value={size(run.bytes)} />
      {run.items && <Fact name="Items" value={Number(run.items).toLocaleString("en")} hint="what the budget counts" />}
      {run.execution && <Fact name="Execution" value={run.execution} hint={MEANING[run.execution]} />}
    </dl>
  );
}

function Fact({ name, value, hint }: { name: string; value: string; hint?: string | undefined }) {
  return (
    <div title={hint}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toLocaleString("en", { maximumFractionDigits: 1 })} kB`;
}
