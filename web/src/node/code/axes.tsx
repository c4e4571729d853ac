import { Sources } from "../../ui/evidence";
import { words } from "../../ui/words";
import { NodeLink } from "../../ui/node-link";
import "./axes.css";
import { type Code, axesOf } from "./query";

/** A code of ICD-10-PCS as its characters, each with the axis it stands for and what it means there. */
export function Axes({ code }: { code: Code }) {
  const [operation] = code.rootOperations.nodes;
  return (
    <>
      <ol class="axes">
        {axesOf(code).map((axis, place) => (
          <li key={place}>
            <code>{code.code?.[place]}</code>
            {axis && (
              <>
                <span class="axis">{words(axis.node.kind)}</span>
                <NodeLink node={{ curie: axis.node.curie, name: axis.node.name }} />
              </>
            )}
          </li>
        ))}
      </ol>
      {!axesOf(code).some(Boolean) && <p class="about">No table that was read says what these mean.</p>}
      {operation?.definition && (
        <p>
          {operation.name}: {operation.definition}. {operation.explanation}
        </p>
      )}
      <Table code={code} />
    </>
  );
}

function Table({ code }: { code: Code }) {
  const [table] = code.procedureTables.edges;
  if (!table) return null;
  return (
    <p>
      Of table <NodeLink node={{ curie: table.node.curie, name: table.node.name }} code />
      <Sources of="this code" evidence={table.evidence} />
    </p>
  );
}
