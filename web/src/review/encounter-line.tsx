import { fieldsOf } from "./case-input";
import { type Choice, DISCHARGES, PLACES, SETTINGS, SEXES } from "./choices";
import type { Encounter } from "./case";

/** What is known of the encounter, in a line for paper. */
export function EncounterLine({ encounter }: { encounter: Encounter }) {
  const { hasStay, hasPlace } = fieldsOf(encounter.setting);
  const { dateOfService, age, sex, setting, dischargeStatus, placeOfService, payer, riskCategories } = encounter;
  const parts = [
    meaningOf(SETTINGS, setting),
    dateOfService,
    age && `${age} years`,
    meaningOf(SEXES, sex).toLowerCase(),
    hasStay && dischargeStatus && `discharge status ${dischargeStatus}, ${meaningOf(DISCHARGES, dischargeStatus)}`,
    hasPlace && placeOfService && `place of service ${placeOfService} ${meaningOf(PLACES, placeOfService)}`,
    payer,
    riskCategories && `expected HCCs ${riskCategories}`,
  ].filter(Boolean);
  return <p class="encounter-line on-paper">{parts.join(" · ") || "Nothing is stated of the encounter."}</p>;
}

function meaningOf(choices: readonly Choice[], code: string): string {
  return choices.find(([one]) => one === code)?.[1] ?? "";
}
