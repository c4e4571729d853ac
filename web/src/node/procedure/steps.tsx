import { Sources } from "../../ui/evidence";
import { grouped } from "../../ui/grouped";
import { NodeLink } from "../../ui/node-link";
import { anchorOf } from "./anchor";
import type { Procedure } from "./query";

type Step = Procedure["steps"]["edges"][number];

/** The steps in their order; a page that sorts them under parts of the procedure has these as headings. */
export function Steps({ procedure }: { procedure: Procedure }) {
  const phases = grouped(procedure.steps.edges, (step) => step.node.phase);
  return (
    <>
      {phases.map(([phase, steps]) => (
        <div key={phase}>
          {phase && <h3>{phase}</h3>}
          <ol class="steps">
            {steps.map((step) => (
              <One key={step.node.curie} step={step} place={procedure.steps.edges.indexOf(step)} />
            ))}
          </ol>
        </div>
      ))}
    </>
  );
}

function One({ step: { node, evidence }, place }: { step: Step; place: number }) {
  return (
    <li value={node.number ?? undefined} id={anchorOf("steps", place)}>
      <NodeLink node={node} />
      <Sources of={node.name} evidence={evidence} />
      {node.text && node.text !== node.name && <p>{node.text}</p>}
    </li>
  );
}
