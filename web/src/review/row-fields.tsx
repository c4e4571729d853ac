import type { TargetedEvent } from "preact";
import type { PresentOnAdmission } from "./case";
import { withChange } from "./case-actions";
import { fieldsOf } from "./case-input";
import type { CaseInHand } from "./use-case";

const INDICATORS: readonly [PresentOnAdmission, string][] = [
  ["YES", "Y · present"],
  ["NO", "N · not present"],
  ["UNKNOWN", "U · record unclear"],
  ["UNDETERMINED", "W · cannot be said"],
  ["EXEMPT", "1 · exempt"],
];
const MOST_UNITS = 9999;

/** Whether a diagnosis is the first, and whether it was there on admission. */
export function DiagnosisFields({ id, place, hand: { now, change } }: { id: number; place: number; hand: CaseInHand }) {
  const row = now.diagnoses.find((one) => one.id === id);
  const { hasStay } = fieldsOf(now.encounter.setting);
  const onChange = (event: TargetedEvent<HTMLSelectElement>) => {
    const present = INDICATORS.find(([value]) => value === event.currentTarget.value)?.[0] ?? null;
    change(withChange(now, id, { present }));
  };
  return (
    <>
      {place === 0 && <span class="tag principal">{hasStay ? "Principal" : "First-listed"}</span>}
      {hasStay && (
        <label>
          <abbr title="Present on admission">POA</abbr>{" "}
          <select value={row?.present ?? ""} onChange={onChange} data-part="present" autocomplete="off">
            <option value="">–</option>
            {INDICATORS.map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

/** How many of a procedure, and its modifiers. */
export function ProcedureFields({ id, hand: { now, change } }: { id: number; hand: CaseInHand }) {
  const row = now.procedures.find((one) => one.id === id);
  const onUnits = (event: TargetedEvent<HTMLInputElement>) => {
    const units = Math.round(Number(event.currentTarget.value));
    const isCount = units >= 1 && units <= MOST_UNITS;
    event.currentTarget.value = String(isCount ? units : row?.units);
    if (isCount) change(withChange(now, id, { units }));
  };
  const onModifiers = (event: TargetedEvent<HTMLInputElement>) => {
    const modifiers = event.currentTarget.value.toUpperCase().split(/[^A-Z0-9]+/).filter(Boolean);
    event.currentTarget.value = modifiers.join(" ");
    change(withChange(now, id, { modifiers }));
  };
  return (
    <>
      <label>
        Units{" "}
        <input
          type="number"
          class="units"
          data-part="units"
          min={1}
          max={MOST_UNITS}
          value={row?.units}
          onChange={onUnits}
          autocomplete="off"
        />
      </label>
      <label>
        Modifiers{" "}
        <input
          class="modifiers"
          placeholder=" "
          data-part="modifiers"
          value={row?.modifiers.join(" ")}
          onChange={onModifiers}
          maxLength={20}
          autocomplete="off"
          spellcheck={false}
        />
      </label>
    </>
  );
}
