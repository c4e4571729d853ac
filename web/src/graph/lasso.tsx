import type { Core } from "cytoscape";
import { useState } from "preact/hooks";

interface Properties {
  cy: Core;
  /** Takes the CURIEs of the nodes within the line. */
  onCaught: (curies: string[]) => void;
}

type Point = readonly [x: number, y: number];

/** A sheet over the picture on which one draws a line around nodes, by mouse, pen or finger. */
export function Lasso({ cy, onCaught }: Properties) {
  const [line, setLine] = useState<readonly Point[]>([]);
  const begin = (event: PointerEvent): void => {
    sheetOf(event).setPointerCapture(event.pointerId);
    setLine([pointOf(event)]);
  };
  const go = (event: PointerEvent): void => {
    if (line.length) setLine((before) => [...before, pointOf(event)]);
  };
  const end = (): void => {
    onCaught(within(cy, line));
    setLine([]);
  };
  return (
    <svg class="graph-lasso" aria-hidden="true" onPointerDown={begin} onPointerMove={go} onPointerUp={end}>
      <polygon points={line.join(" ")} />
    </svg>
  );
}

function sheetOf({ currentTarget }: PointerEvent): SVGSVGElement {
  return currentTarget as SVGSVGElement;
}

function pointOf(event: PointerEvent): Point {
  const { left, top } = sheetOf(event).getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

function within(cy: Core, line: readonly Point[]): string[] {
  const caught = cy.nodes().filter((node) => {
    const { x, y } = node.renderedPosition();
    return !node.hasClass("group") && !node.hasClass("heading") && isInside([x, y], line);
  });
  return caught.map((node) => node.id());
}

/** Whether a ray from a point crosses a closed line an odd number of times: the even-odd rule. */
function isInside([x, y]: Point, line: readonly Point[]): boolean {
  const crossings = line.filter(([x1, y1], place) => {
    const [x2, y2] = line[(place + 1) % line.length] ?? [x1, y1];
    return y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1;
  });
  return crossings.length % 2 === 1;
}
