/** What the schema says of a kind of node, and the queries that follow from it. The build makes and checks both. */

/** A property of a node or of an edge. */
export interface Property {
  name: string;
  what: string;
  /** The name of its type: a scalar, or an enum that `Listing.terms` explains. */
  type: string;
}

/** A relation of a kind to other nodes. */
export interface Relation {
  name: string;
  what: string;
  /** The type of the nodes it leads to; `Node` where they are of several kinds. */
  target: string;
  /** What an edge says besides its evidence. */
  marks: readonly Property[];
}

/** A kind of node: its GraphQL type with all its properties and relations. */
export interface Kind {
  type: string;
  what: string;
  prefixes: readonly string[];
  properties: readonly Property[];
  relations: readonly Relation[];
}

/** All kinds, and what the values of their enums mean. */
export interface Listing {
  kinds: readonly Kind[];
  terms: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Everything of one node, with the beginning of each of some relations. `evidence` is the text of a fragment. */
export function kindDocument(kind: Kind, relations: readonly Relation[], evidence: string): string {
  const properties = kind.properties.map((property) => `      ${property.name}`);
  const lists = relations.map((relation) => connection(relation, "first: $first"));
  const parameters = relations.length ? "($curie: String!, $first: Int = 10)" : "($curie: String!)";
  return document(`query ${kind.type}${parameters}`, kind, [...properties, ...lists], relations.length ? evidence : "");
}

/** A page of one relation of one node. */
export function relationDocument(kind: Kind, relation: Relation, evidence: string): string {
  const name = kind.type + relation.name.charAt(0).toUpperCase() + relation.name.slice(1);
  const lists = [connection(relation, "first: $first, after: $after")];
  return document(`query ${name}($curie: String!, $first: Int, $after: String)`, kind, lists, evidence);
}

function document(opening: string, kind: Kind, fields: readonly string[], evidence: string): string {
  return `${opening} {
  byCurie(curie: $curie) {
    curie
    kind
    name
    ... on ${kind.type} {
${fields.length ? fields.join("\n") : "      __typename"}
    }
  }
}
${evidence && `\n${evidence}\n`}`;
}

function connection(relation: Relation, page: string): string {
  const marks = relation.marks.map((mark) => `\n          ${mark.name}`).join("");
  return `      ${relation.name}(${page}) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {${marks}
          node {
            curie
            kind
            name
          }
          evidence {
            ...Evidence
          }
        }
      }`;
}
