import { Kind, type OperationDefinitionNode, parse, valueFromASTUntyped } from "graphql";

/** A worked example: a file of `data/queries`, which tests run and the README quotes. */
export interface Example {
  /** The name of its operation. */
  name: string;
  /** The question that it answers. */
  title: string;
  query: string;
  /** The defaults of its variables, as JSON to edit. */
  variables: string;
}

const FILES = import.meta.glob<string>("../../../data/queries/*.graphql", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** All of them, in the order of their files. */
export const EXAMPLES: readonly Example[] = Object.values(FILES).map(exampleOf);

/** What an empty playground begins with. */
export const FIRST = EXAMPLES.find((example) => example.name === "Procedure");

function exampleOf(text: string): Example {
  const operation = parse(text).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation?.name) throw new Error(`An example has no named operation: ${text}`);
  const title = text.slice(0, text.indexOf("\n")).replace(/^# */, "");
  return { name: operation.name.value, title, query: text, variables: variablesOf(operation) };
}

function variablesOf(operation: OperationDefinitionNode): string {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
  );
  return defaults.length ? JSON.stringify(Object.fromEntries(defaults), null, 2) : "";
}
