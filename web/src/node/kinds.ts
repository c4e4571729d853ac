import { stringifyDocument } from "@urql/core";
import { LISTING } from "virtual:node-kinds";
import { EVIDENCE } from "../api/evidence";
import { type Kind, type Relation, kindDocument, relationDocument } from "./listing";

const EVIDENCE_TEXT = stringifyDocument(EVIDENCE);

/** The kind that the prefix of a CURIE stands for, if any. */
export function kindOf(curie: string): Kind | undefined {
  const prefix = curie.slice(0, curie.indexOf(":"));
  return LISTING.kinds.find((kind) => kind.prefixes.includes(prefix));
}

/** The kind of this GraphQL type. */
export function kindOfType(type: string): Kind {
  const found = LISTING.kinds.find((kind) => kind.type === type);
  if (!found) throw new Error(`The schema has no kind ${type}.`);
  return found;
}

/** The query for a node of a kind with these relations. */
export function documentOf(kind: Kind, relations: readonly Relation[]): string {
  return kindDocument(kind, relations, EVIDENCE_TEXT);
}

/** The query for a page of a relation. */
export function pageOf(kind: Kind, relation: Relation): string {
  return relationDocument(kind, relation, EVIDENCE_TEXT);
}

/** What a value of an enum means, in the words of the schema. */
export function meaning(type: string, value: string): string {
  return LISTING.terms[type]?.[value] ?? "";
}
