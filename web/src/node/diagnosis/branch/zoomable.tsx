import { useLocation } from "preact-iso";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { nodeAddress } from "../../../api/address";
import { Picture } from "../../../picture/picture";
import { NodeLink } from "../../../ui/node-link";
import { count } from "../../../ui/words";
import { CellOf, ManyOf } from "./cell";
import { Crumbs } from "./crumbs";
import { ALL, type Branch } from "./entry";
import { type Cell, cellTowards, laidOut } from "./layout";
import { Legend } from "./legend";
import { Outline, tableOf } from "./outline";

interface Properties {
  branch: Branch;
  /** The CURIE that the page is about. */
  current: string;
  zoom: (curie: string) => void;
  isLoading: boolean;
}

/** A branch as a picture in which pointer and keys go down, and crumbs above it that lead up. */
export function Zoomable({ branch, current, zoom, isLoading }: Properties) {
  const { root, above } = branch;
  const { route } = useLocation();
  const frame = useRef<HTMLDivElement>(null);
  const [at, moveTo] = useState<string>();
  const [awaited, wait] = useState<string>();
  const zoomTo = (curie: string, then: string) => {
    wait(curie);
    moveTo(then);
    zoom(curie);
  };
  const go = ({ entry, depth }: Cell) => {
    const outer = above.at(-1);
    if (depth === 0 && !outer) return;
    if (!entry.below) return route(nodeAddress(entry.curie));
    zoomTo(depth === 0 && outer ? outer.curie : entry.curie, entry.curie);
  };
  const onKeyDown = (event: KeyboardEvent, cells: readonly Cell[]) => {
    const from = cells.find(({ entry }) => entry.curie === (event.target as Element).getAttribute("data-curie"));
    if (!from || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = cellTowards(cells, from, event.key);
    if (to) {
      moveTo(to.entry.curie);
      focusOn(frame.current, to.entry.curie);
    } else if (event.key === "Enter" || event.key === " ") go(from);
    else if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    event.stopPropagation();
  };
  useLayoutEffect(() => {
    if (awaited !== root.curie) return;
    wait(undefined);
    focusOn(frame.current, at);
  }, [root.curie, awaited]);
  return (
    <div class="branch" ref={frame}>
      <Crumbs branch={branch} zoom={(curie) => zoomTo(curie, root.curie)} />
      <p class="branch-of" role="status">
        {root.curie === ALL || root.curie === current ? root.name : <NodeLink node={root} />}: {count(root.below, "entry", "entries")} below
        {isLoading && "; more is being loaded …"}
      </p>
      <Picture
        title={`${root.code} and what is below it`}
        description={`${root.code} ${root.name} is divided into ${count(root.below, "entry", "entries")}: ${root.entries.map(({ code }) => code).join(", ")}. Arrow keys go from entry to entry, Enter zooms in; what is not divided opens its page.`}
        file={`${root.code} tree`}
        table={tableOf(root)}
        text={<Outline of={root} current={current} />}
        draw={(width) => {
          const { cells, many, height } = laidOut(root, width, current);
          const next = [at, current].find((curie) => cells.some(({ entry }) => entry.curie === curie)) ?? cells[0]?.entry.curie;
          const shapes = (
            <g role="tree" aria-label={`${root.code} ${root.name}`} onKeyDown={(event) => onKeyDown(event, cells)}>
              {cells.map((cell) => (
                <CellOf
                  key={cell.entry.curie}
                  cell={cell}
                  isCurrent={cell.entry.curie === current}
                  isNext={cell.entry.curie === next}
                  choose={() => go(cell)}
                />
              ))}
              {many.map((one) => (
                <ManyOf key={one.cell.entry.curie} many={one} choose={() => go(one.cell)} />
              ))}
            </g>
          );
          return { height, shapes };
        }}
        legend={<Legend />}
      />
    </div>
  );
}

function focusOn(frame: Element | null, curie: string | undefined): void {
  const cells = [...(frame?.querySelectorAll<SVGElement>("[data-curie]") ?? [])];
  (cells.find((cell) => cell.dataset["curie"] === curie) ?? cells[0])?.focus();
}
