import { NodeLink } from "./node-link";

/** Some nodes by their names, with commas between them. */
export function NodeNames({ nodes }: { nodes: readonly { curie: string; name: string }[] }) {
  return (
    <>
      {nodes.map(({ curie, name }, place) => (
        <span key={curie}>
          {place > 0 && ", "}
          <NodeLink node={{ curie, name }} />
        </span>
      ))}
    </>
  );
}
