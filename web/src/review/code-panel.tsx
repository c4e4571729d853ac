import { useId } from "preact/hooks";
import { CaseRow } from "./case-row";
import { CodeBox } from "./code-box";
import type { Placed } from "./placed";
import type { Severity } from "./query";
import type { List } from "./reading/code-forms";
import type { CaseInHand } from "./use-case";

interface Properties {
  title: string;
  list: List;
  placed: Placed;
  hand: CaseInHand;
  isWaiting: boolean;
  shown: Severity | undefined;
}

/** One of the two lists of a case, and the box that adds to it. */
export function CodePanel({ title, list, placed, hand, isWaiting, shown }: Properties) {
  const label = useId();
  const rows = hand.now[list];
  return (
    <section class={`panel codes ${rows.length ? "" : "without"}`} aria-labelledby={label}>
      <header>
        <h2 id={label}>
          {title} {rows.length > 0 && <span class="count">{rows.length}</span>}
        </h2>
        {rows.length > 1 && (
          <span class="keys">
            In a row, <kbd>Alt ↑</kbd> and <kbd>Alt ↓</kbd> move its code.
          </span>
        )}
      </header>
      {rows.length > 0 && (
        <ol class="case-rows">
          {rows.map((row, place) => (
            <CaseRow
              key={row.id}
              list={list}
              row={row}
              place={place}
              placed={placed}
              hand={hand}
              isWaiting={isWaiting}
              shown={shown}
            />
          ))}
        </ol>
      )}
      <CodeBox list={list} hand={hand} />
    </section>
  );
}
