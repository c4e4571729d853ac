import { NodeLink } from "../../ui/node-link";
import { Entry } from "./items";
import type { Procedure } from "./query";

/** What the page says can be done instead, and what speaks for and against it. */
export function Alternatives({ procedure }: { procedure: Procedure }) {
  return (
    <>
      <ul class="statements">
        {procedure.alternatives.edges.map((item) => (
          <li key={item.node.curie}>
            <Entry item={item}>
              <Denoted procedures={item.node.denotes.nodes} />
            </Entry>
            <Points label="For it" points={item.pros} style="pros" />
            <Points label="Against it" points={item.cons} style="cons" />
          </li>
        ))}
      </ul>
      {procedure.alternativesText && <p>{procedure.alternativesText}</p>}
    </>
  );
}

function Denoted({ procedures }: { procedures: readonly { curie: string; name: string }[] }) {
  return (
    <>
      {procedures.map((node) => (
        <span class="tag" key={node.curie}>
          has a page: <NodeLink node={node} />
        </span>
      ))}
    </>
  );
}

function Points({ label, points, style }: { label: string; points: readonly string[]; style: "pros" | "cons" }) {
  if (!points.length) return null;
  return (
    <ul class={`points ${style}`} aria-label={label}>
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  );
}
