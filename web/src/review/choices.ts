/** A code of a claim and what it means, in words of ours. */
export type Choice = readonly [code: string, meaning: string];

export const SEXES: readonly Choice[] = [
  ["FEMALE", "Female"],
  ["MALE", "Male"],
];

export const SETTINGS: readonly Choice[] = [
  ["INPATIENT", "Hospital stay"],
  ["OUTPATIENT", "Outpatient hospital"],
  ["PROFESSIONAL", "Practitioner"],
];

/** Where a patient went: the codes of form UB-04, box 17, that stays mostly have. */
export const DISCHARGES: readonly Choice[] = [
  ["01", "Home, with no care arranged"],
  ["02", "Another acute-care hospital"],
  ["03", "Skilled nursing facility"],
  ["04", "Supportive or custodial care"],
  ["05", "Cancer centre or children’s hospital"],
  ["06", "Home, with home-health care"],
  ["07", "Left against advice"],
  ["20", "Died"],
  ["21", "Court or law enforcement"],
  ["30", "Still a patient"],
  ["43", "Federal hospital"],
  ["50", "Hospice, at home"],
  ["51", "Hospice, in a facility"],
  ["61", "Swing bed of a hospital"],
  ["62", "Rehabilitation hospital or unit"],
  ["63", "Long-term care hospital"],
  ["64", "Nursing facility of Medicaid only"],
  ["65", "Psychiatric hospital or unit"],
  ["66", "Critical access hospital"],
  ["70", "Another institution of health care"],
];

/** Where a service was given: of CMS's list those that are mostly met, while the graph has no list. */
export const PLACES: readonly Choice[] = [
  ["02", "Telehealth, patient elsewhere than at home"],
  ["10", "Telehealth, patient at home"],
  ["11", "Office"],
  ["12", "Home"],
  ["19", "Outpatient hospital, off campus"],
  ["20", "Urgent care"],
  ["21", "Inpatient hospital"],
  ["22", "Outpatient hospital, on campus"],
  ["23", "Emergency room of a hospital"],
  ["24", "Ambulatory surgical center"],
  ["31", "Skilled nursing facility"],
  ["32", "Nursing facility"],
  ["41", "Ambulance, by land"],
  ["65", "Dialysis facility"],
  ["81", "Independent laboratory"],
];
