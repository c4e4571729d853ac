import type { ComponentChildren } from "preact";
import { Picture } from "../picture/picture";
import { Sources } from "../ui/evidence";
import { kindLabel } from "../ui/kind";
import { NODE_STYLES } from "../ui/node-styles";
import { count, words } from "../ui/words";
import { laidOut, type Placed } from "./layout";
import { type Path, type PathEdge, type PathNode, statement, type Step, stepsOf, tableOf } from "./path";
import "./path-strip.css";

interface Actions {
  /** What a click on a card does. */
  onNode: (node: PathNode) => void;
  /** What a click between two cards does. */
  onEdge: (edge: PathEdge) => void;
}

/** How one node leads to another: a card for each node, and between them what joins them, in which direction, by whose word. */
export function PathStrip({ path, ...actions }: { path: Path } & Actions) {
  const steps = stepsOf(path);
  const [first, last] = [path.nodes[0], path.nodes.at(-1)];
  const title = `Path from ${first?.name} to ${last?.name}`;
  return (
    <Picture
      title={title}
      description={`${count(path.edges.length, "edge")}: ${steps.slice(1).map(statement).join("; ")}.`}
      file={`path ${first?.curie} ${last?.curie}`}
      table={tableOf(path)}
      text={<InWords steps={steps} />}
      draw={(width) => {
        const { placed, height, isColumn } = laidOut(steps, width);
        const shapes = (
          <g role="list" aria-label="The path">
            {placed.map((one) => (
              <g key={one.step.node.curie} role="listitem">
                <Way placed={one} isColumn={isColumn} onEdge={actions.onEdge} />
                <Card placed={one} onNode={actions.onNode} />
              </g>
            ))}
          </g>
        );
        return { height, shapes };
      }}
    />
  );
}

function Card({ placed: { step, card }, onNode }: { placed: Placed; onNode: Actions["onNode"] }) {
  const { node } = step;
  const { x, y, width, height, lines } = card;
  return (
    <Pressed label={node.name} press={() => onNode(node)} class="card" hue={NODE_STYLES[node.kind].hue}>
      <rect class="place" x={x + 0.5} y={y + 0.5} width={width - 1} height={height - 1} rx={6} />
      <rect class="hued" x={x + 1} y={y + 6} width={4} height={height - 12} rx={2} />
      <text class="small" x={x + 12} y={y + 18}>
        {kindLabel(node.kind)}
      </text>
      {lines.map((line, place) => (
        <text key={place} class="name" x={x + 12} y={y + 35 + place * 16}>
          {line}
        </text>
      ))}
    </Pressed>
  );
}

/** What joins two nodes: its name above a line with an arrow in the direction of the edge, and below where that comes from. */
function Way({ placed: { step, way }, isColumn, onEdge }: { placed: Placed; isColumn: boolean; onEdge: Actions["onEdge"] }) {
  const { edge, isOnward } = step;
  if (!way || !edge) return null;
  const { x, y, width, height, name, origin } = way;
  const middle = y + height / 2;
  const texts = isColumn
    ? { x: x + 32, top: y + 16, origin: y + 16 + name.length * 16, anchor: "start" as const }
    : { x: x + width / 2, top: middle - 9 - (name.length - 1) * 16, origin: middle + 20, anchor: "middle" as const };
  return (
    <Pressed label={`${statement(step)}, ${count(edge.evidence.length, "source")}`} press={() => onEdge(edge)} class="way">
      <rect class="place" x={x + 1} y={y + 1} width={width - 2} height={height - 2} rx={4} />
      <path class="line" d={isColumn ? `M${x + 16} ${y + 2}V${y + height - 2}` : `M${x + 4} ${middle}H${x + width - 4}`} />
      <path class="head" d={headOf(way, isColumn, isOnward)} />
      {name.map((line, place) => (
        <text key={place} x={texts.x} y={texts.top + place * 16} text-anchor={texts.anchor}>
          {line}
        </text>
      ))}
      {origin.map((line, place) => (
        <text key={place} class="small" x={texts.x} y={texts.origin + place * 14} text-anchor={texts.anchor}>
          {line}
        </text>
      ))}
    </Pressed>
  );
}

/** A triangle at the end to which the edge goes. */
function headOf({ x, y, width, height }: NonNullable<Placed["way"]>, isColumn: boolean, isOnward: boolean): string {
  if (isColumn) return isOnward ? `M${x + 16} ${y + height - 1}l-5 -8h10Z` : `M${x + 16} ${y + 1}l-5 8h10Z`;
  const middle = y + height / 2;
  return isOnward ? `M${x + width - 2} ${middle}l-8 -5v10Z` : `M${x + 2} ${middle}l8 -5v10Z`;
}

interface PressedProperties {
  label: string;
  press: () => void;
  class: string;
  hue?: number;
  children: ComponentChildren;
}

/** A part of the picture that does something, by pointer or key. */
function Pressed({ label, press, class: style, hue, children }: PressedProperties) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    press();
  };
  return (
    <g
      role="button"
      tabindex={0}
      class={style}
      onClick={press}
      onKeyDown={onKeyDown}
      {...(hue !== undefined && { style: { "--hue": String(hue) } })}
    >
      <title>{label}</title>
      {children}
    </g>
  );
}

function InWords({ steps }: { steps: readonly Step[] }) {
  return (
    <ol aria-label="The path in words">
      {steps.map((step) => (
        <li key={step.node.curie}>
          {step.node.name} <span class="quiet">({kindLabel(step.node.kind)})</span>
          {step.edge && (
            <>
              <br />
              {step.isOnward ? "→" : "←"} {words(step.edge.kind)}: {statement(step)}
              <Sources of={statement(step)} evidence={step.edge.evidence} />
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
