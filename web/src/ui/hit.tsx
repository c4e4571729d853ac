import { graphql, type ResultOf } from "../api/graphql";
import { codeOf } from "./codes";
import { Marked } from "./marked";
import "./hit.css";

/** What was found, and why. */
export const HIT = graphql(`
  fragment Hit on SearchHit {
    node {
      curie
      kind
      name
    }
    matchType
    field
    text
    words
  }
`);

/** Something that was found. */
export type Hit = ResultOf<typeof HIT> & { node: NonNullable<ResultOf<typeof HIT>["node"]> };

/** Those whose node is there. */
export function isHit<Found extends ResultOf<typeof HIT>>(found: Found): found is Found & Hit {
  return found.node !== null;
}

/** The code and the name of what was found, with the words that matched marked in whichever of the two they are. */
export function HitName({ hit }: { hit: Hit }) {
  const code = codeOf(hit.node.curie);
  const { name } = hit.node;
  return (
    <span class="hit-name">
      {code && <code>{hit.field === "CODE" ? <Marked text={code} words={hit.words} /> : code}</code>}{" "}
      {hit.text === name ? <Marked text={name} words={hit.words} /> : name}
    </span>
  );
}

/** The text that matched, where it is neither the name nor the code. */
export function HitText({ hit }: { hit: Hit }) {
  if (hit.field === "CODE" || hit.text === hit.node.name) return null;
  return (
    <span class="hit-text">
      <Marked text={hit.text} words={hit.words} />
    </span>
  );
}
