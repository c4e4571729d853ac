import { Picture } from "../../../picture/picture";
import type { Table } from "../../../picture/table";
import { Panel } from "../../../ui/panel";
import { count } from "../../../ui/words";
import { PROCEDURE, type Procedure } from "../query";
import { drawTimeline } from "./draw";
import { type Group, groupsOf, isTimed } from "./entries";
import { Legend } from "./legend";
import "./timeline.css";

const COLUMNS = ["Part", "What", "Time", "Condition", "In the words of the page", "Shortest", "Longest", "Unit", "CURIE"];

/** What comes before a procedure, how long it takes, and what comes after, drawn with the times that its page states. */
export function Timeline({ procedure }: { procedure: Procedure }) {
  const groups = groupsOf(procedure);
  if (!groups.length) return null;
  return (
    <Panel title="Timeline" id="timeline" query={{ document: PROCEDURE, variables: { curie: procedure.curie } }}>
      <Picture
        title={`Timeline of ${procedure.name}`}
        description={describe(groups)}
        file={`${procedure.slug ?? procedure.curie} timeline`}
        table={tableOf(groups)}
        draw={(width) => drawTimeline(groups, width)}
        legend={<Legend />}
      />
    </Panel>
  );
}

function describe(groups: readonly Group[]): string {
  const parts = groups.map(({ title, entries }) => {
    const timed = entries.filter(isTimed).length;
    return `${title}: ${count(entries.length, "entry", "entries")}, ${timed || "none"} with a time`;
  });
  return `${parts.join(". ")}. Each leads to what the page says of it.`;
}

function tableOf(groups: readonly Group[]): Table {
  const rows = groups.flatMap(({ title, entries }) =>
    entries.map(({ curie, name, anchor, said, condition, quote, stated: [min, max, unit] }) => [
      title,
      { text: name, href: `#${anchor}` },
      said || "no time stated",
      condition,
      quote,
      String(min ?? ""),
      String(max ?? ""),
      unit,
      curie,
    ]),
  );
  return { columns: COLUMNS, onlyInFile: COLUMNS.indexOf("Shortest"), rows };
}
