import { addressOf, nodeAddress } from "../api/address";
import type { NodeKind } from "../api/kinds";
import { NODE_STYLES } from "../ui/node-styles";

interface Beginning {
  kind: NodeKind;
  name: string;
  what: string;
  address: string;
}

const BEGINNINGS: readonly Beginning[] = [
  {
    kind: "PROCEDURE",
    name: "Read a procedure",
    what: "Pelvic fixation: its steps, team, risks, recovery and coverage, each with its source.",
    address: nodeAddress("PAGE:pelvic-fixation"),
  },
  {
    kind: "RISK",
    name: "Follow a shared risk",
    what: "Infection, and every procedure that can cause it.",
    address: nodeAddress("RISK:infection"),
  },
  {
    kind: "DIAGNOSIS",
    name: "Climb the tree of diagnoses",
    what: "E11.9, type 2 diabetes: what it is a kind of, what goes with it and what does not.",
    address: nodeAddress("ICD10CM:E11.9"),
  },
  {
    kind: "ROOT_OPERATION",
    name: "Take a code apart",
    what: "0FT44ZZ, axis by axis: seven characters, and the codes that differ in one of them.",
    address: nodeAddress("ICD10PCS:0FT44ZZ"),
  },
  {
    kind: "ALTERNATIVE",
    name: "Compare two treatments",
    what: "Kidney stones by telescope or by shock waves: what both share, and what only one has.",
    address: addressOf("/compare", { a: "PAGE:ureteroscopy-with-lithotripsy", b: "PAGE:shock-wave-lithotripsy" }),
  },
  {
    kind: "INDICATION",
    name: "Walk the graph",
    what: "Gallstones, and all that lies around them; on from there, node by node.",
    address: addressOf("/graph", { of: "INDICATION:gallstones" }),
  },
  {
    kind: "EXPRESSION",
    name: "Say it in everyday words",
    what: "‘Heart attack’: what people mean by it, and how sure that is.",
    address: nodeAddress("LAY:heart-attack"),
  },
  {
    kind: "POLICY",
    name: "Ask it yourself",
    what: "Everything here is one GraphQL API. The playground opens it with worked examples.",
    address: "/graphql",
  },
];

/** Places to begin, one for each thing that can be done here. */
export function Beginnings() {
  return (
    <section class="beginnings" aria-labelledby="begin">
      <h2 id="begin">Where to begin</h2>
      <ul>
        {BEGINNINGS.map(({ kind, name, what, address }) => (
          <li key={name} style={{ "--hue": String(NODE_STYLES[kind].hue) }}>
            <a href={address}>{name}</a>
            <p>{what}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
