import { count } from "../ui/words";
import { inWords } from "./details";
import type { Gathered } from "./gather";
import { inWordsOf } from "./group-details";
import { countsByKind, inGroups, type Shown } from "./shown";
import { OFF_AT_FIRST, type View } from "./view";

interface Properties {
  gathered: Gathered;
  shown: Shown;
  view: View;
  loading: boolean;
}

/** What is shown, in a line. */
export function Summary({ gathered, shown, view, loading }: Properties) {
  const group = shown.groups.find(({ id }) => id === view.selected);
  const selected = group ? inWordsOf(group, gathered) : view.selected && inWords(view.selected, gathered);
  return (
    <p class="graph-summary" role="status">
      {count(shown.nodes.length, "node")} and {count(shown.edges.length, "edge")}
      {shown.groups.length > 0 && `, ${count(shown.groups.length, "group")} of ${count(inGroups(shown), "more node")}`}
      {off(gathered, view)}
      {gathered.cut.includes(view.of) && "; there is more around it than is counted"}
      {selected && `; selected: ${selected}`}
      {loading && "; more is being loaded …"}
    </p>
  );
}

/** What is around the node and off until it is switched on. */
function off({ nodes, names }: Gathered, { of, hiddenKinds }: View): string {
  const kinds = OFF_AT_FIRST.filter((kind) => hiddenKinds.includes(kind));
  const hidden = [...nodes.values()].filter(({ curie, kind }) => curie !== of && kinds.includes(kind));
  const said = countsByKind(hidden).map(([kind, number]) => {
    const { singular, plural } = names.get(kind) ?? { singular: kind, plural: kind };
    return count(number, singular, plural);
  });
  return said.length ? `; not shown: ${said.join(", ")}` : "";
}
