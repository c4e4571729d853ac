import { nodeAddress } from "../../../api/address";
import type { Table } from "../../../picture/table";
import { count } from "../../../ui/words";
import { ALL, type Entry } from "./entry";

const COLUMNS = ["Level", "Code", "Name", "Billable", "Entries below", "Below", "CURIE"];

/** What is drawn as a list in lists. */
export function Outline({ of, current }: { of: Entry; current: string }) {
  return (
    <ul class="outline">
      <Item entry={of} current={current} />
    </ul>
  );
}

function Item({ entry, current }: { entry: Entry; current: string }) {
  const { curie, code, name, isBillable, below, entries } = entry;
  const isCurrent = curie === current;
  return (
    <li>
      {isCurrent || curie === ALL ? (
        <strong {...(isCurrent && { "aria-current": "page" as const })}>
          {code} {name}
        </strong>
      ) : (
        <a href={nodeAddress(curie)}>
          {code} {name}
        </a>
      )}
      {isBillable ? ", billable" : below > 0 && `, ${count(below, "entry", "entries")} below`}
      {entries.length > 0 && (
        <ul>
          {entries.map((one) => (
            <Item key={one.curie} entry={one} current={current} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** What is drawn as rows, an entry each. */
export function tableOf(root: Entry): Table {
  return { columns: COLUMNS, rows: rowsOf(root, "", 0) };
}

function rowsOf(entry: Entry, parent: string, level: number): string[][] {
  const { curie, code, name, isBillable, below, entries } = entry;
  const row = [String(level), code, name, isBillable ? "yes" : "no", String(below), parent, curie];
  return [row, ...entries.flatMap((one) => rowsOf(one, code, level + 1))];
}
