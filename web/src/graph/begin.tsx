import { addressOf } from "../api/address";
import { Lookup } from "../ui/lookup/lookup";
import { useTitle } from "../ui/title";
import { viewAddress } from "./view";

const EXAMPLES: readonly (readonly [curie: string, name: string])[] = [
  ["PAGE:pelvic-fixation", "Pelvic fixation"],
  ["PAGE:laparoscopic-cholecystectomy", "Laparoscopic cholecystectomy"],
  ["RISK:infection", "Infection, as a risk"],
  ["ICD10CM:E11.9", "Type 2 diabetes, E11.9"],
  ["ICD10PCS:0FT44ZZ", "Resection of the gallbladder, 0FT44ZZ"],
];

/** What the graph view is, and where to begin. */
export function Begin() {
  useTitle("Graph");
  return (
    <article class="graph-begin">
      <h1>The graph as a picture</h1>
      <p>
        Begin with anything that has a code or a name: the picture shows what is joined to it. From there, add the
        neighbours of what you meet, hide what you do not need, and see how one thing leads to another. All of it is
        there as tables too.
      </p>
      <NodeBox />
      <p>Or begin with one of these:</p>
      <ul>
        {EXAMPLES.map(([of, name]) => (
          <li key={of}>
            <a href={viewAddress({ of })}>{name}</a>
          </li>
        ))}
      </ul>
    </article>
  );
}

/** A box to begin with another node. */
export function NodeBox() {
  return (
    <Lookup
      label="Begin with"
      placeholder="A code or a name"
      toNode={(of) => viewAddress({ of })}
      toText={(q) => addressOf("/search", { q })}
      textLeadsTo="Search for"
    />
  );
}
