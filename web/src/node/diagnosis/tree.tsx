import type { ComponentChildren } from "preact";
import { NodeLink } from "../../ui/node-link";
import { useParameter } from "../../ui/use-parameter";
import { isCode, localOf } from "../../api/curie";
import type { Diagnosis, Found } from "./query";
import "./tree.css";

interface Entry {
  curie: string;
  name: string;
}

const AROUND = 3;

/** The way down to an entry, and its neighbours. */
export function Tree({ diagnosis, ancestors }: { diagnosis: Diagnosis; ancestors: Found["ancestors"] }) {
  const above = [...(ancestors?.nodes ?? [])].sort((a, b) => b.distance - a.distance).map(({ node }) => node);
  return (
    <div class="tree">
      <Below entries={above}>
        <Level entries={beside(diagnosis)} current={diagnosis} />
      </Below>
    </div>
  );
}

/** One entry within another, and at last what is in the lowest. */
function Below({ entries: [first, ...rest], children }: { entries: readonly Entry[]; children: ComponentChildren }) {
  if (!first) return <>{children}</>;
  return (
    <ul>
      <li>
        <Coded entry={first} />
        <Below entries={rest}>{children}</Below>
      </li>
    </ul>
  );
}

function Level({ entries, current }: { entries: readonly Entry[]; current: Diagnosis }) {
  const [all, set] = useParameter("siblings");
  const place = entries.findIndex(({ curie }) => curie === current.curie);
  const shown = all ? entries : entries.slice(Math.max(0, place - AROUND), place + AROUND + 1);
  return (
    <>
      <ul>
        {shown.map((entry) => (
          <li key={entry.curie}>
            {entry.curie === current.curie ? <Current of={current} /> : <Coded entry={entry} />}
          </li>
        ))}
      </ul>
      {shown.length < entries.length && (
        <button type="button" class="more" onClick={() => set("all")}>
          Show all {entries.length} on this level
        </button>
      )}
    </>
  );
}

function Current({ of }: { of: Diagnosis }) {
  return (
    <strong>
      <span aria-current="page" class="node">
        {isCode(of.curie) && <code>{localOf(of.curie)}</code>} {of.name}
      </span>
    </strong>
  );
}

function Coded({ entry }: { entry: Entry }) {
  return <NodeLink node={{ curie: entry.curie, name: entry.name }} code={isCode(entry.curie)} />;
}

/** An entry among those that are divided from the same. */
function beside(diagnosis: Diagnosis): readonly Entry[] {
  const [parent] = diagnosis.broader.nodes;
  return parent?.narrower.nodes ?? [diagnosis];
}
