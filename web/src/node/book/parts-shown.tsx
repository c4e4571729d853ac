import type { Part } from "./part";

/** Some parts of a page, those that have something to show. */
export function Parts<Node>({ parts, node }: { parts: readonly Part<Node>[]; node: Node }) {
  return (
    <>
      {parts.map(({ Shown }, place) => (
        <Shown key={place} node={node} />
      ))}
    </>
  );
}
