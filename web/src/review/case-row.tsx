import type { TargetedEvent, TargetedKeyboardEvent } from "preact";
import { useMemo } from "preact/hooks";
import { nodeAddress } from "../api/address";
import type { Row } from "./case";
import { withChange, withMove, without } from "./case-actions";
import { FindingItem } from "./finding-item";
import { focusRow } from "./focus-row";
import type { Placed } from "./placed";
import { DiagnosisFields, ProcedureFields } from "./row-fields";
import { type List, spelled } from "./reading/code-forms";
import { RowButtons } from "./row-buttons";
import { ruleName } from "./rule-names";
import { SeverityMark } from "./severity-mark";
import type { CaseInHand } from "./use-case";
import type { Severity } from "./query";

interface Properties {
  list: List;
  row: Row<{ code: string }>;
  place: number;
  placed: Placed;
  hand: CaseInHand;
  /** Whether an answer is awaited. */
  isWaiting: boolean;
  shown: Severity | undefined;
}

/** A code of the case, with what was found about it beside it. */
export function CaseRow({ list, row, place, placed, hand, isWaiting, shown }: Properties) {
  const { now, change, apply } = hand;
  const found = placed.at.get(row.id);
  const elsewhere = placed.elsewhere.get(row.id) ?? [];
  // There may be thousands: they are made anew only when they are other ones.
  const items = useMemo(
    () =>
      found?.map((one) => (
        <FindingItem
          key={`${one.finding.rule} ${one.finding.message}`}
          found={one}
          apply={apply}
          isShown={!shown || shown === one.finding.severity}
        />
      )),
    [found, apply, shown],
  );
  const move = (to: number, button?: string) => {
    const at = Math.min(Math.max(to, 0), now[list].length - 1);
    if (at === place) return;
    change(withMove(now, list, row.id, at), `${row.code} is now ${at + 1} of ${now[list].length}.`);
    focusRow(row.id, button);
  };
  const remove = () => {
    const next = now[list][place + 1] ?? now[list][place - 1];
    change(without(now, [row.id]), `Removed ${row.code}.`);
    focusRow(next?.id, "remove", list);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(event.shiftKey ? (step < 0 ? 0 : now[list].length) : place + step, focusedPart());
  };
  return (
    <li class="case-row" data-row={row.id} onKeyDown={onKeyDown}>
      <div class="case-code">
        <span class="place">{place + 1}</span>
        <CodeField row={row} list={list} place={place} hand={hand} />
        <Name of={placed.names.get(row.id)} code={row.code} isWaiting={isWaiting} />
        <div class="row-fields">
          {list === "diagnoses" ? (
            <DiagnosisFields id={row.id} place={place} hand={hand} />
          ) : (
            <ProcedureFields id={row.id} hand={hand} />
          )}
          <RowButtons
            code={row.code}
            place={place}
            count={now[list].length}
            first={list === "diagnoses" ? "Make principal" : "Put first"}
            move={move}
            remove={remove}
          />
        </div>
      </div>
      <div class="found">
        {items}
        {elsewhere.map(({ finding, anchor }) => (
          <p key={anchor} class={`elsewhere ${!shown || shown === finding.severity ? "" : "filtered"}`}>
            <SeverityMark severity={finding.severity} />
            <a href={`#${anchor}`} onClick={(event) => open(event, anchor)}>
              {ruleName(finding.rule)}, at {finding.codes[0]?.text}
            </a>
          </p>
        ))}
      </div>
    </li>
  );
}

function CodeField({ list, row, place, hand: { now, change } }: Pick<Properties, "list" | "row" | "place" | "hand">) {
  const onChange = (event: TargetedEvent<HTMLInputElement>) => {
    const code = spelled(event.currentTarget.value, list);
    event.currentTarget.value = code || row.code;
    if (code && code !== row.code) change(withChange(now, row.id, { code }), `Changed ${row.code} to ${code}.`);
  };
  return (
    <input
      class="code"
      data-part="code"
      value={row.code}
      onChange={onChange}
      aria-label={`Code of ${list === "diagnoses" ? "diagnosis" : "procedure"} ${place + 1}`}
      autocomplete="off"
      autocapitalize="characters"
      spellcheck={false}
      maxLength={16}
    />
  );
}

function Name({ of, code, isWaiting }: { of: { curie: string | null; name: string | null } | undefined; code: string; isWaiting: boolean }) {
  if (of?.curie && of.name) {
    return (
      <a class="name" href={nodeAddress(of.curie)}>
        {of.name}
      </a>
    );
  }
  return <span class="name none">{of ? `The graph has no ${code}` : isWaiting ? "…" : ""}</span>;
}

/** Which part of its row has the focus. */
function focusedPart(): string | undefined {
  return document.activeElement?.getAttribute("data-part") ?? undefined;
}

/** Goes to a finding that stands at another code, and opens it; the address stays as it is. */
function open(event: Event, anchor: string): void {
  event.preventDefault();
  const element = document.getElementById(anchor);
  if (!(element instanceof HTMLDetailsElement)) return;
  element.open = true;
  element.querySelector("summary")?.focus();
  element.scrollIntoView({ block: "center" });
}

