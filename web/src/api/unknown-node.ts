/** Whether an error of an answer says that the graph has no such node, as it does of what an old address names. */
export function isOfUnknownNode({ extensions }: { extensions: Record<string, unknown> }): boolean {
  return extensions["code"] === "UNKNOWN_NODE" || extensions["code"] === "INVALID_CURIE";
}
