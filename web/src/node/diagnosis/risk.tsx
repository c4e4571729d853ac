import type { ResultOf } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { Sources } from "../../ui/evidence";
import { NodeLink } from "../../ui/node-link";
import { count } from "../../ui/words";
import { AnsweredPanel } from "../book/answered-panel";
import type { Part } from "../book/part";
import { meaning } from "../kinds";
import { Coefficients } from "./coefficients";
import type { Diagnosis } from "./query";
import { RISK as DOCUMENT } from "./risk-query";

type Found = NonNullable<ResultOf<typeof DOCUMENT>["diagnosis"]>;
type Membership = Found["riskCategories"]["edges"][number];
type Shown = Found["comorbidities"]["edges"][number];

/** What a code counts as where payment or outcomes are adjusted for risk. */
export const RISK: Part<Diagnosis> = { document: DOCUMENT, Shown: Risk };

/** Its risk categories, newest models first, and the comorbidities that it shows. */
function Risk({ node: { curie } }: { node: Diagnosis }) {
  const answer = useQuery(DOCUMENT, { curie });
  return (
    <AnsweredPanel
      title="Risk adjustment"
      id="risk"
      query={{ document: DOCUMENT, variables: { curie } }}
      answer={answer}
      count={({ diagnosis }) => (diagnosis?.riskCategories.totalCount ?? 0) + (diagnosis?.comorbidities.totalCount ?? 0)}
    >
      {({ diagnosis }) => (
        <>
          <ul class="statements">
            {[...(diagnosis?.riskCategories.edges ?? [])].sort(byModel).map((edge) => (
              <Category key={edge.node.curie} edge={edge} />
            ))}
          </ul>
          {diagnosis && diagnosis.comorbidities.totalCount > 0 && (
            <>
              <h3>Elixhauser comorbidities, as a secondary diagnosis</h3>
              <ul class="statements">
                {diagnosis.comorbidities.edges.map((edge) => (
                  <Comorbidity key={edge.node.curie} edge={edge} />
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </AnsweredPanel>
  );
}

const MODELS = ["V28", "V24", "V22", "ESRD_V24", "ESRD_V21", "RX_V08"];

function byModel(one: Membership, other: Membership): number {
  return MODELS.indexOf(one.node.model ?? "") - MODELS.indexOf(other.node.model ?? "");
}

function Category({ edge: { node, paymentYears, provisionalYears, evidence, ...limits } }: { edge: Membership }) {
  const [model] = meaning("RiskModel", node.model ?? "").split(":");
  const years = paymentYears.map((year) => (provisionalYears.includes(year) ? `${year} (initial)` : year)).join(", ");
  return (
    <li>
      <NodeLink node={{ curie: node.curie, name: `HCC ${node.number} ${node.label ?? ""}` }} />
      <span class="tag" title={meaning("RiskModel", node.model ?? "")}>
        {model}
      </span>
      <Sources of={node.name} evidence={evidence} />
      <p class="detail">
        {paymentYears.length === 1 ? "Payment year" : "Payment years"} {years}
        {said(limits)}
        {node.trumps.totalCount > 0 && `; trumps ${count(node.trumps.totalCount, "category", "categories")}`}
      </p>
      <Coefficients coefficients={node.coefficients.edges} />
    </li>
  );
}

/** For whom alone it counts. */
function said({ sex, ageMin, ageMax }: Pick<Membership, "sex" | "ageMin" | "ageMax">): string {
  const age = ageMin === null && ageMax === null ? "" : `, aged ${ageMin ?? 0} to ${ageMax ?? "any"}`;
  return `${sex ? `, ${sex.toLowerCase()} patients only` : ""}${age}`;
}

function Comorbidity({ edge: { node, isSequela, evidence } }: { edge: Shown }) {
  return (
    <li>
      <NodeLink node={{ curie: node.curie, name: node.name }} />
      {node.needsPresentOnAdmission && <span class="tag">if present on admission</span>}
      {isSequela && <span class="tag">sequela</span>}
      <Sources of={node.name} evidence={evidence} />
    </li>
  );
}
