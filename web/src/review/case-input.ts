import { type Case, OLDEST } from "./case";
import type { CaseInput } from "./query";

const SEXES = ["FEMALE", "MALE"] as const;
const SETTINGS = ["INPATIENT", "OUTPATIENT", "PROFESSIONAL"] as const;

/** Which fields a setting has; all of them while it is not known. */
export function fieldsOf(setting: string) {
  return { hasStay: !setting || setting === "INPATIENT", hasPlace: setting !== "INPATIENT" };
}

/** Whether an age is one; an empty field says nothing. */
export function isAge(text: string): boolean {
  return text === "" || (/^\d{1,3}$/.test(text) && Number(text) <= OLDEST);
}

/** A case as the service takes it; what the fields of its setting do not have is left out. */
export function inputOf({ diagnoses, procedures, encounter }: Case): CaseInput {
  const { hasStay, hasPlace } = fieldsOf(encounter.setting);
  return {
    diagnoses: diagnoses.map(({ code, present }) => ({ code, presentOnAdmission: hasStay ? present : null })),
    procedures: procedures.map(({ code, units, modifiers }) => ({ code, units, modifiers })),
    dateOfService: encounter.dateOfService || null,
    age: encounter.age && isAge(encounter.age) ? Number(encounter.age) : null,
    sex: SEXES.find((sex) => sex === encounter.sex) ?? null,
    setting: SETTINGS.find((setting) => setting === encounter.setting) ?? null,
    dischargeStatus: (hasStay && encounter.dischargeStatus) || null,
    placeOfService: (hasPlace && encounter.placeOfService) || null,
    payer: encounter.payer.trim() || null,
    riskCategories: categoriesOf(encounter.riskCategories),
  };
}

function categoriesOf(text: string): string[] {
  const names = text.toUpperCase().split(/[\s,;]+/).filter(Boolean);
  return names.map((name) => (name.includes(":") ? name : `HCC:${name}`));
}
