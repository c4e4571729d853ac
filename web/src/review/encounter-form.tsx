import type { ComponentChildren, TargetedEvent } from "preact";
import { useId } from "preact/hooks";
import { useQuery } from "../api/use-query";
import { Panel } from "../ui/panel";
import { type Encounter, OLDEST } from "./case";
import { withEncounter } from "./case-actions";
import { fieldsOf, isAge } from "./case-input";
import { type Choice, DISCHARGES, PLACES, SETTINGS, SEXES } from "./choices";
import { CHOICES } from "./query";
import type { CaseInHand } from "./use-case";

/** What is known of the encounter. What is left out is not known, and what needs it is not reviewed. */
export function EncounterForm({ hand: { now, change } }: { hand: CaseInHand }) {
  const { data } = useQuery(CHOICES, {});
  const { encounter } = now;
  const { hasStay, hasPlace } = fieldsOf(encounter.setting);
  const id = useId();
  const field = (name: keyof Encounter) => ({
    id: `${id}-${name}`,
    name: `${id}-${name}`,
    value: encounter[name],
    autocomplete: "off" as const,
    onInput: ({ currentTarget }: TargetedEvent<HTMLInputElement | HTMLSelectElement>) =>
      change(withEncounter(now, { [name]: currentTarget.value }), "", true),
  });
  const places = data?.placesOfService?.nodes.map(({ code, name }): Choice => [code ?? "", name]) ?? [];
  return (
    <Panel title="Encounter">
      <div class="encounter">
        <Field label="Setting" of={`${id}-setting`}>
          <Select field={field("setting")} choices={SETTINGS} />
        </Field>
        <Field label={hasPlace ? "Date of service" : "Date of discharge"} of={`${id}-dateOfService`}>
          <input type="date" {...field("dateOfService")} />
        </Field>
        <Field label="Age in years" of={`${id}-age`}>
          <input
            inputmode="numeric"
            maxLength={3}
            class="age"
            {...field("age")}
            aria-invalid={!isAge(encounter.age)}
            aria-describedby={`${id}-age-wrong`}
          />
          <span class="problem" id={`${id}-age-wrong`}>
            {isAge(encounter.age) ? "" : `0 to ${OLDEST}; left out`}
          </span>
        </Field>
        <Field label="Sex" of={`${id}-sex`}>
          <Select field={field("sex")} choices={SEXES} />
        </Field>
        {hasStay && (
          <Field label="Discharge status" of={`${id}-dischargeStatus`}>
            <Select field={field("dischargeStatus")} choices={DISCHARGES} isCoded />
          </Field>
        )}
        {hasPlace && (
          <Field label="Place of service" of={`${id}-placeOfService`}>
            <Select field={field("placeOfService")} choices={places.length ? places : PLACES} isCoded />
          </Field>
        )}
        <Field label="Payer" of={`${id}-payer`}>
          <input list={`${id}-payers`} maxLength={120} {...field("payer")} />
          <datalist id={`${id}-payers`}>
            {data?.payers?.nodes.map(({ name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </Field>
        <Field label="Expected HCCs" of={`${id}-riskCategories`}>
          <input maxLength={300} placeholder="V28-37, V28-226" spellcheck={false} {...field("riskCategories")} />
        </Field>
      </div>
    </Panel>
  );
}

function Field({ label, of, children }: { label: string; of: string; children: ComponentChildren }) {
  return (
    <div>
      <label for={of}>{label}</label>
      {children}
    </div>
  );
}

function Select({ field, choices, isCoded }: { field: object; choices: readonly Choice[]; isCoded?: boolean }) {
  return (
    <select {...field}>
      <option value="">Not stated</option>
      {choices.map(([code, meaning]) => (
        <option key={code} value={code}>
          {isCoded ? `${code} · ${meaning}` : meaning}
        </option>
      ))}
    </select>
  );
}
