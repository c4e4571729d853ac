import type { DocumentNode, SelectionNode, SelectionSetNode } from "graphql";
import type { Kind } from "./listing";

/** A kind without what these queries ask for and these `fields`, which a page shows in a way of its own. */
export function restOf(kind: Kind, documents: readonly DocumentNode[], fields: readonly string[] = []): Kind {
  const asked = new Set([...documents.flatMap(fieldsOf), ...fields]);
  return {
    ...kind,
    properties: kind.properties.filter((property) => !asked.has(property.name)),
    relations: kind.relations.filter((relation) => !asked.has(relation.name)),
  };
}

interface Field {
  name: string;
  below: SelectionSetNode | undefined;
}

/** The fields of the nodes that a query asks for, one level below its own. */
function fieldsOf(document: DocumentNode): string[] {
  const roots = document.definitions.flatMap((definition) =>
    definition.kind === "OperationDefinition" ? fieldsIn(definition.selectionSet, document) : [],
  );
  return roots.flatMap((root) => fieldsIn(root.below, document)).map((field) => field.name);
}

function fieldsIn(selections: SelectionSetNode | undefined, document: DocumentNode): Field[] {
  return (selections?.selections ?? []).flatMap((selection) => fieldsOfOne(selection, document));
}

function fieldsOfOne(selection: SelectionNode, document: DocumentNode): Field[] {
  if (selection.kind === "Field") return [{ name: selection.name.value, below: selection.selectionSet }];
  if (selection.kind === "InlineFragment") return fieldsIn(selection.selectionSet, document);
  const { value } = selection.name;
  const fragment = document.definitions.find((one) => one.kind === "FragmentDefinition" && one.name.value === value);
  return fragment && "selectionSet" in fragment ? fieldsIn(fragment.selectionSet as SelectionSetNode, document) : [];
}
