import type { ComponentType } from "preact";
import { Alternatives } from "./alternatives";
import { Duration } from "./duration";
import { Items } from "./items";
import { Name } from "./name";
import { Personnel } from "./personnel";
import { Policies } from "./policies";
import type { Procedure } from "./query";
import { Risks } from "./risks";
import { Steps } from "./steps";

/** How one section of a page is shown. */
export interface Section {
  /** The heading, where the page has none of its own. */
  title: string;
  /** How many entries it has, where it lists. */
  count?: (procedure: Procedure) => number;
  /** Whether there is something to show. */
  has: (procedure: Procedure) => boolean;
  Body: ComponentType<{ procedure: Procedure }>;
}

/** The sections that a page of a procedure can have, by their keys and in the order that pages have them. */
export const SECTIONS: Readonly<Record<string, Section>> = {
  name: { title: "Name", has: () => true, Body: Name },
  summary: paragraph("Summary", (procedure) => procedure.summary),
  purpose: paragraph("Purpose", (procedure) => procedure.purpose),
  indications: list("Indications", "indications"),
  preparation: list("Preparation", "preparations", "preparation"),
  contraindications: list("Contraindications", "contraindications"),
  steps: listed("Procedure description", "steps", Steps),
  duration: { title: "Duration", has: (procedure) => Boolean(procedure.durationText), Body: Duration },
  setting: {
    title: "Setting",
    has: (procedure) => Boolean(procedure.settingText ?? procedure.settings.totalCount),
    Body: ({ procedure }) => (
      <>
        {procedure.settingText && <p>{procedure.settingText}</p>}
        <Items items={procedure.settings.edges} examples={procedure.examples.edges} />
      </>
    ),
  },
  personnel: listed("Personnel", "personnel", Personnel),
  risks: listed("Risks and complications", "risks", Risks),
  benefits: list("Benefits", "benefits"),
  recovery: list("Recovery", "recovery", "recovery"),
  alternatives: listed("Alternatives", "alternatives", Alternatives),
  "patient-experience": paragraph("Patient experience", (procedure) => procedure.patientExperience),
  guidelines: policies("Policies of payers", (section) => section !== "policies"),
  policies: policies("Policies of health plans", (section) => section === "policies"),
  similar: {
    title: "Similar codes",
    count: (procedure) => procedure.listedSimilar.totalCount,
    has: (procedure) => procedure.listedSimilar.totalCount > 0,
    Body: ({ procedure }) => <Items items={procedure.listedSimilar.edges} />,
  },
};

type Plain = "indications" | "contraindications" | "preparations" | "benefits" | "recovery";
type Listed = Plain | "steps" | "personnel" | "risks" | "alternatives";

function listed(title: string, name: Listed, Body: Section["Body"]): Section {
  return {
    title,
    count: (procedure) => procedure[name].totalCount,
    has: (procedure) => procedure[name].totalCount > 0,
    Body,
  };
}

function list(title: string, name: Plain, key?: string): Section {
  return listed(title, name, ({ procedure }) => (
    <Items items={procedure[name].edges} examples={procedure.examples.edges} section={key} />
  ));
}

/** A page can name policies in two of its sections; those that other sources know of stand in the first. */
function policies(title: string, isIn: (section: string | null | undefined) => boolean): Section {
  const of = (procedure: Procedure) => procedure.policies.edges.filter((edge) => isIn(edge.evidence[0]?.section));
  return {
    title,
    count: (procedure) => of(procedure).length,
    has: (procedure) => of(procedure).length > 0,
    Body: ({ procedure }) => <Policies policies={of(procedure)} />,
  };
}

function paragraph(title: string, text: (procedure: Procedure) => string | null): Section {
  return { title, has: (procedure) => Boolean(text(procedure)), Body: ({ procedure }) => <p>{text(procedure)}</p> };
}
