import { readFile } from "node:fs/promises";
import { stringifyDocument } from "@urql/core";
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  buildSchema,
  getNamedType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  parse,
  validate,
} from "graphql";
import type { Plugin } from "vite";
import { EVIDENCE } from "../src/api/evidence.ts";
import {
  type Kind,
  type Listing,
  type Property,
  type Relation,
  kindDocument,
  relationDocument,
} from "../src/node/listing.ts";

const NAME = "virtual:node-kinds";
const SCHEMA = new URL("../../schema/schema.graphql", import.meta.url);
const OF_EDGE = new Set(["node", "cursor", "evidence"]);

/** The module `virtual:node-kinds`: what the schema says of each kind of node. It fails where a query would not fit. */
export function nodeKinds(): Plugin {
  return {
    name: "node-kinds",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    async load(id) {
      if (id !== `\0${NAME}`) return undefined;
      const schema = buildSchema(await readFile(SCHEMA, "utf-8"));
      const listing = listingOf(schema);
      check(schema, listing.kinds);
      return `export const LISTING = ${JSON.stringify(listing)};`;
    },
  };
}

function listingOf(schema: GraphQLSchema): Listing {
  const node = schema.getType("Node");
  if (!isInterfaceType(node)) throw new Error("The schema has no interface Node.");
  const common = new Set(Object.keys(node.getFields()));
  const prefixes = prefixesOf(schema);
  const kinds = schema.getPossibleTypes(node).map((type) => kindOf(type, common, prefixes.get(type.name) ?? []));
  return { kinds, terms: termsOf(schema, kinds) };
}

function kindOf(type: GraphQLObjectType, common: ReadonlySet<string>, prefixes: readonly string[]): Kind {
  if (!prefixes.length) throw new Error(`No prefix of a CURIE tells that a node is a ${type.name}.`);
  const fields = Object.values(type.getFields()).filter((field) => !common.has(field.name));
  return {
    type: type.name,
    what: plain(type.description),
    prefixes,
    properties: fields.filter(isProperty).map(propertyOf),
    relations: fields.flatMap(relationOf),
  };
}

/** The schema describes a prefix as the type of its nodes. */
function prefixesOf(schema: GraphQLSchema): Map<string, string[]> {
  const type = schema.getType("CuriePrefix");
  if (!isEnumType(type)) throw new Error("The schema has no enum CuriePrefix.");
  const found = new Map<string, string[]>();
  for (const { name, description } of type.getValues()) {
    const kind = description?.replace(/\.$/, "") ?? "";
    if (!isObjectType(schema.getType(kind))) throw new Error(`Of what kind is ${name}?`);
    found.set(kind, [...(found.get(kind) ?? []), name]);
  }
  return found;
}

function isProperty(field: GraphQLField<unknown, unknown>): boolean {
  return isLeafType(getNamedType(field.type));
}

function propertyOf(field: GraphQLField<unknown, unknown>): Property {
  return { name: field.name, what: plain(field.description), type: getNamedType(field.type).name };
}

/** A relation, where the field is a connection; what is computed of a node (`nearest`) is none. */
function relationOf(field: GraphQLField<unknown, unknown>): Relation[] {
  const edge = fieldType(getNamedType(field.type), "edges");
  const target = fieldType(getNamedType(field.type), "nodes");
  if (!isObjectType(edge) || !target) return [];
  const marks = Object.values(edge.getFields()).filter((mark) => !OF_EDGE.has(mark.name) && isProperty(mark));
  return [{ name: field.name, what: plain(field.description), target: target.name, marks: marks.map(propertyOf) }];
}

function fieldType(type: GraphQLNamedType, name: string): GraphQLNamedType | undefined {
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  return field && getNamedType(field.type);
}

function termsOf(schema: GraphQLSchema, kinds: readonly Kind[]): Listing["terms"] {
  const properties = kinds.flatMap((kind) => [...kind.properties, ...kind.relations.flatMap((one) => one.marks)]);
  const enums = ["EvidenceMethod", "NoteKind", ...new Set(properties.map((property) => property.type))];
  return Object.fromEntries(enums.flatMap((name) => meanings(schema, name)));
}

function meanings(schema: GraphQLSchema, name: string): [string, Record<string, string>][] {
  const type = schema.getType(name);
  if (!isEnumType(type)) return [];
  return [[name, Object.fromEntries(type.getValues().map((value) => [value.name, plain(value.description)]))]];
}

/** A description as people read it, without marks of code. */
function plain(description: string | null | undefined): string {
  return (description ?? "").replaceAll("`", "");
}

function check(schema: GraphQLSchema, kinds: readonly Kind[]): void {
  const evidence = stringifyDocument(EVIDENCE);
  const documents = kinds.flatMap((kind) => [
    kindDocument(kind, kind.relations, evidence),
    ...kind.relations.map((relation) => relationDocument(kind, relation, evidence)),
  ]);
  const [wrong] = documents.flatMap((document) => validate(schema, parse(document)));
  if (wrong) throw wrong;
}
