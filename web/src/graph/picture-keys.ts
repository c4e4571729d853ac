import type { Core, NodeSingular } from "cytoscape";
import { type NodeActions, turn } from "./actions";
import { fit, zoom } from "./frame";
import type { Group } from "./group";

interface Position {
  x: number;
  y: number;
}

const DIRECTIONS: Readonly<Record<string, Position>> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};
const STEP = 60;
const NEARER = 1.25;

/** Does what a key says, and tells whether it says anything. */
export function pressed(
  cy: Core,
  { key, shiftKey }: KeyboardEvent,
  selected: NodeSingular,
  group: Group | undefined,
  actions: NodeActions,
): boolean {
  const direction = DIRECTIONS[key];
  if (direction && shiftKey) cy.panBy({ x: -direction.x * STEP, y: -direction.y * STEP });
  else if (direction) walk(cy, selected, direction, actions);
  else if (key === "+" || key === "=") zoom(cy, NEARER);
  else if (key === "-") zoom(cy, 1 / NEARER);
  else if (key === "0") fit(cy);
  else if (key === "Escape") actions.select(undefined);
  else if (key === "Enter" && group) turn(group, actions);
  else if (key === "Enter") actions.expand(selected.id());
  else if (key === "Backspace" && group) actions.close(group);
  else if (key === "Backspace") actions.fold(selected.id());
  else if (group) return false;
  else if (key === "p") actions.pick(selected.id());
  else if (key === "o") actions.open(selected.id());
  else return false;
  return true;
}

/** Selects the nearest node in a direction, which brings it into sight. */
function walk(cy: Core, from: NodeSingular, direction: Position, { select }: NodeActions): void {
  const far = (node: NodeSingular): number => distance(from.position(), node.position(), direction);
  const [next] = cy
    .nodes()
    .toArray()
    .filter((node) => !node.hasClass("heading"))
    .sort((one, other) => far(one) - far(other));
  if (!next || far(next) === Infinity) return;
  select(next.id());
}

/** What lies to the side counts as further away, what lies behind is out of reach. */
function distance(from: Position, to: Position, direction: Position): number {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const ahead = x * direction.x + y * direction.y;
  const aside = Math.abs(x * direction.y) + Math.abs(y * direction.x);
  return ahead > 0 && ahead >= aside / 2 ? ahead + 2 * aside : Infinity;
}
