import type { Evidence } from "../api/evidence";
import type { Finding, Reason, Review } from "./query";
import { written } from "./remedies";
import { ruleName } from "./rule-names";
import { words } from "../ui/words";

const HEADINGS = ["Severity", "Rule", "Codes", "Names", "Finding", "What to do", "Why", "Sources", "Instead or as well"];

/** What a review says as a table: findings, then what was not looked at, then editions and the disclaimer. */
export function rowsOf({ findings, unreviewed, editions, disclaimer }: Review): string[][] {
  return [
    HEADINGS,
    ...findings.map(rowOf),
    ...unreviewed.map(({ rule, reason }) => ["Not looked at", ruleName(rule), "", "", reason]),
    ...editions.map(({ title, edition }) => ["Edition", "", "", "", `${title}, ${edition}`]),
    ["Disclaimer", "", "", "", disclaimer],
  ];
}

function rowOf({ rule, severity, codes, message, action, because = [], remedies }: Finding): string[] {
  return [
    words(severity),
    ruleName(rule),
    codes.map(written).join(" "),
    codes.map(({ name }) => name ?? "").join("; "),
    message,
    action,
    distinct(because.flatMap(reasonsOf)),
    distinct(because.flatMap(({ edge }) => edge?.evidence.flatMap(sourceOf) ?? [])),
    remedies.map(({ curie, name }) => `${curie} ${name}`).join("; "),
  ];
}

function reasonsOf({ edge, node, property, value, text }: Reason): string[] {
  if (edge) return edge.evidence.map(({ quote }) => quote ?? `${edge.source.curie} ${edge.kind} ${edge.target.curie}`);
  if (text) return [text];
  return node ? [`${node.curie} ${words(property ?? "")}: ${value ?? ""}`] : [];
}

function sourceOf({ source, section }: Evidence): string[] {
  return source ? [[source.title, source.edition, section].filter(Boolean).join(", ")] : [];
}

function distinct(texts: readonly string[]): string {
  return [...new Set(texts)].join("\n");
}
