import { isCode, localOf } from "../api/curie";
import type { Case } from "./case";
import { withChange, withCode, withMove, without } from "./case-actions";
import type { PlacedFinding } from "./placed";
import type { Finding } from "./query";
import type { List } from "./reading/code-forms";

/** Something to do about a finding: a change of the case. */
export interface Remedy {
  key: string;
  /** As in 'Replace by'. */
  verb: string;
  code: string;
  name: string;
  /** The case changed; undefined where the node is no code, and can only be read of. */
  apply?: (now: Case) => Case;
  /** What was done, in words. */
  said: string;
  curie: string;
}

type Node = Finding["remedies"][number];
type Way = (found: PlacedFinding) => Remedy[];

const SYSTEMS: Readonly<Record<string, List>> = {
  ICD10CM: "diagnoses",
  ICD10PCS: "procedures",
  HCPCS: "procedures",
  CPT: "procedures",
};

/** What can be done about a finding, by its rule; of a rule that is not listed, its remedies are added. */
const WAYS: Readonly<Record<string, Way>> = {
  UNKNOWN_CODE: replacing,
  NOT_VALID_ON_DATE: replacing,
  NOT_BILLABLE: replacing,
  SEVENTH_CHARACTER: replacing,
  UNSPECIFIED_SIDE: replacing,
  LATERALITY_CONFLICT: replacing,
  COMBINATION_CODE: replacing,
  CODE_FIRST: before,
  MANIFESTATION_AS_PRINCIPAL: before,
  EXCLUDES1: keepingOne,
  BUNDLED_PAIR: keepingOne,
  DUPLICATE_CODE: once,
};

/** What can be done about a finding. */
export function remediesOf(found: PlacedFinding): Remedy[] {
  return (WAYS[found.finding.rule] ?? adding)(found);
}

/** One code in the place of all codes of the finding. */
function replacing({ finding, rows }: PlacedFinding): Remedy[] {
  const [first, ...others] = rows;
  const old = finding.codes.map(written).join(" and ");
  return finding.remedies.map((node) =>
    remedy(node, "Replace by", `Replaced ${old} by ${codeOf(node)}.`, (now) =>
      withChange(without(now, others), first ?? 0, { code: codeOf(node) }),
    ),
  );
}

function adding({ finding }: PlacedFinding): Remedy[] {
  return finding.remedies.map((node) =>
    remedy(node, "Add", `Added ${codeOf(node)}.`, (now) => withCode(now, listOf(node) ?? "diagnoses", codeOf(node))),
  );
}

/** A code before the first one of the finding: where the case has it, it moves. */
function before({ finding, rows }: PlacedFinding): Remedy[] {
  const [row = 0, other] = rows;
  const placeOf = (now: Case) => Math.max(0, now.diagnoses.findIndex(({ id }) => id === row));
  const first = finding.codes[0];
  const [after, late] = [first ? written(first) : "", finding.codes[1]];
  if (other !== undefined && late) {
    const node = { curie: late.curie ?? "", name: late.name ?? "" };
    const said = `Moved ${written(late)} before ${after}.`;
    return [remedy(node, `Move before ${after}:`, said, (now) => withMove(now, "diagnoses", other, placeOf(now)))];
  }
  return finding.remedies.map((node) =>
    remedy(node, `Add before ${after}:`, `Added ${codeOf(node)} before ${after}.`, (now) =>
      withCode(now, "diagnoses", codeOf(node), placeOf(now)),
    ),
  );
}

/** Of two codes either, or that which the finding names. */
function keepingOne({ finding, rows }: PlacedFinding): Remedy[] {
  return finding.codes.flatMap((code, place) => {
    const dropped = rows.filter((_, other) => other !== place);
    const isOffered = !finding.remedies.length || finding.remedies.some(({ curie }) => curie === code.curie);
    if (!isOffered || !code.curie) return [];
    const node = { curie: code.curie, name: code.name ?? "" };
    return [remedy(node, "Keep only", `Kept only ${written(code)}.`, (now) => without(now, dropped))];
  });
}

/** The first of several lines, with the units of all if it is a procedure. */
function once({ finding, rows }: PlacedFinding): Remedy[] {
  const [code] = finding.codes;
  const [first = 0, ...others] = rows;
  if (!code) return [];
  const node = { curie: code.curie ?? "", name: code.name ?? "" };
  return [
    remedy(node, "Report once:", `${written(code)} is reported once.`, (now) => {
      const lines = now.procedures.filter(({ id }) => rows.includes(id));
      const units = lines.reduce((sum, line) => sum + line.units, 0);
      return withChange(without(now, others), first, lines.length ? { units } : {});
    }),
  ];
}

function remedy(node: Node, verb: string, said: string, apply: (now: Case) => Case): Remedy {
  const [key, code] = [`${verb} ${node.curie}`, codeOf(node)];
  const isReportable = listOf(node) !== undefined && isCode(node.curie) && !/-/.test(code);
  return { key, verb, code, name: node.name, curie: node.curie, said, ...(isReportable && { apply }) };
}

function listOf({ curie }: Node): List | undefined {
  return SYSTEMS[curie.slice(0, curie.indexOf(":"))];
}

function codeOf({ curie }: Node): string {
  return localOf(curie);
}

/** A code as it is officially written, or as it was given. */
export function written({ curie, text }: { curie: string | null; text: string }): string {
  return curie ? localOf(curie) : text;
}
