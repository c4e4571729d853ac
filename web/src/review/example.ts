import { asRow, type Case, EMPTY } from "./case";

/** A stay that is worth a look: one of its codes is a heading, and two stand in the wrong order. */
export function exampleCase(): Case {
  return {
    diagnoses: [
      asRow({ code: "S72.001A", present: "YES" as const }),
      asRow({ code: "N18.30", present: "YES" as const }),
      asRow({ code: "E11.22", present: "YES" as const }),
      asRow({ code: "I50", present: "YES" as const }),
      asRow({ code: "N17.9", present: "NO" as const }),
    ],
    procedures: [asRow({ code: "0SR9019", units: 1, modifiers: [] })],
    encounter: {
      ...EMPTY.encounter,
      dateOfService: "2026-03-02",
      age: "70",
      sex: "FEMALE",
      setting: "INPATIENT",
      dischargeStatus: "01",
    },
  };
}
