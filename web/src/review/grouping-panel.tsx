import { NodeLink } from "../ui/node-link";
import { Panel } from "../ui/panel";
import { count } from "../ui/words";
import { CaseCodes } from "./case-codes";
import type { Grouping } from "./query";

/** The group of a hospital stay: what it is, which codes decided, what it would be without each, and what is open. */
export function GroupingPanel({ grouping }: { grouping: Grouping }) {
  const { group, category, weight, meanStay, geometricMeanStay, severity, decidedBy, unknown } = grouping;
  return (
    <Panel title="Group of the stay (MS-DRG)" id="grouping">
      <div class="grouping">
        <p class="group">{group ? <NodeLink node={group} code /> : "The stay falls into no group."}</p>
        <dl class="figures">
          <Figure label="Relative weight" value={weight?.toFixed(4)} />
          <Figure label="Mean stay" value={meanStay === null ? undefined : count(meanStay, "day")} />
          <Figure label="Geometric mean stay" value={geometricMeanStay === null ? undefined : count(geometricMeanStay, "day")} />
          <Figure label="Severity" value={severity ?? "neither CC nor MCC"} />
        </dl>
        {category && (
          <p>
            In major diagnostic category <NodeLink node={category} code />
          </p>
        )}
        {decidedBy.length > 0 && (
          <p>
            Decided by <CaseCodes codes={decidedBy} />
          </p>
        )}
        <Without grouping={grouping} />
        <Questions grouping={grouping} />
        {unknown.length > 0 && <p>Not known, though it may decide: {unknown.join("; ")}</p>}
      </div>
    </Panel>
  );
}

function Figure({ label, value }: { label: string; value: string | undefined }) {
  if (value === undefined) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Which codes the group hangs on; of the others the group says nothing new. */
function Without({ grouping: { group, without } }: { grouping: Grouping }) {
  const others = without.filter((one) => one.group?.curie !== group?.curie);
  if (!without.length) return null;
  if (!others.length) return <p>It would be the same without any one of the other codes.</p>;
  return (
    <>
      <h3>Without one of its codes</h3>
      <ul>
        {others.map(({ code, group: other }) => (
          <li key={`${code.isProcedure} ${code.place}`}>
            <CaseCodes codes={[code]} /> → {other ? <NodeLink node={other} code /> : "no group"}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the record may say that would decide: questions, in the order of the codes, never an advice. */
function Questions({ grouping: { questions } }: { grouping: Grouping }) {
  if (!questions.length) return null;
  return (
    <>
      <h3>Questions about documentation</h3>
      <ul>
        {questions.map(({ message, groups }) => (
          <li key={message}>
            {message} By the answer, the group is one of{" "}
            {groups.map((one, place) => (
              <span key={one.curie}>
                {place > 0 && "; "}
                <NodeLink node={one} code />
              </span>
            ))}
            .
          </li>
        ))}
      </ul>
    </>
  );
}
