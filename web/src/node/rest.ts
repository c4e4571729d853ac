import type { DocumentNode, SelectionSetNode } from "graphql";
import type { Kind } from "./listing";

/** A kind without what these queries ask for, which a page shows in a way of its own: so nothing is left out. */
export function restOf(kind: Kind, documents: readonly DocumentNode[]): Kind {
  const asked = new Set(documents.flatMap(fieldsOf));
  return {
    ...kind,
    properties: kind.properties.filter((property) => !asked.has(property.name)),
    relations: kind.relations.filter((relation) => !asked.has(relation.name)),
  };
}

/** The fields of the nodes that a query asks for. */
function fieldsOf(document: DocumentNode): string[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === "OperationDefinition" ? namesIn(definition.selectionSet).flatMap(([, below]) => namesIn(below).map(([name]) => name)) : [],
  );
}

function namesIn(selections: SelectionSetNode | undefined): [string, SelectionSetNode | undefined][] {
  return (selections?.selections ?? []).flatMap((selection): [string, SelectionSetNode | undefined][] =>
    selection.kind === "Field" ? [[selection.name.value, selection.selectionSet]] : [],
  );
}
