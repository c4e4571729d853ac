import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { words } from "../../ui/words";
import type { Procedure } from "./query";

/** What it is called, and under which specialty it is sorted. */
export function Name({ procedure }: { procedure: Procedure }) {
  return (
    <dl class="properties">
      <div>
        <dt>Name</dt>
        <dd>{procedure.name}</dd>
      </div>
      {procedure.synonyms.length > 0 && (
        <div>
          <dt>Also called</dt>
          <dd>{procedure.synonyms.join(" · ")}</dd>
        </div>
      )}
      {procedure.descriptor && (
        <div>
          <dt>Descriptor</dt>
          <dd>{procedure.descriptor}</dd>
        </div>
      )}
      {procedure.codeKind && (
        <div>
          <dt>Kind of code</dt>
          <dd>{procedure.codeKind}</dd>
        </div>
      )}
      {procedure.slug && (
        <div>
          <dt>Slug</dt>
          <dd>
            <code>{procedure.slug}</code>
          </dd>
        </div>
      )}
      <Categories procedure={procedure} />
      {procedure.licensed.length > 0 && (
        <div>
          <dt>Under a licence</dt>
          <dd>{procedure.licensed.map((name) => words(name).toLowerCase()).join(", ")}: not to be passed on</dd>
        </div>
      )}
    </dl>
  );
}

function Categories({ procedure }: { procedure: Procedure }) {
  const { edges } = procedure.categories;
  if (!edges.length) return null;
  return (
    <div>
      <dt>Specialty</dt>
      <dd>
        {edges.map(({ node, evidence }) => (
          <span key={node.curie}>
            <NodeLink node={node} />
            <Sources of={node.name} evidence={evidence} />{" "}
          </span>
        ))}
      </dd>
    </div>
  );
}
