import { CodePage } from "./code/code-page";
import { DiagnosisPage } from "./diagnosis/diagnosis-page";
import { GenericPage } from "./generic-page";
import { kindOf } from "./kinds";
import "./node.css";
import { ProcedurePage } from "./procedure/procedure-page";
import "./statements.css";
import { Unknown } from "./unknown";

/** The page of the node of an address. Some kinds have a design of their own, all others have that of the schema. */
export function NodePage({ curie }: { curie: string }) {
  return <Designed key={curie} curie={curie} />;
}

function Designed({ curie }: { curie: string }) {
  const kind = kindOf(curie);
  if (!kind) return <Unknown curie={curie} />;
  if (kind.type === "Procedure") return curie.startsWith("PAGE:") ? <ProcedurePage curie={curie} /> : <CodePage curie={curie} />;
  if (kind.type === "Diagnosis") return <DiagnosisPage curie={curie} />;
  return <GenericPage curie={curie} kind={kind} />;
}
