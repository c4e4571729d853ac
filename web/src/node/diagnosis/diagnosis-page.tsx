import { useQuery } from "../../api/use-query";
import { Answered } from "../../ui/answered";
import { Panel } from "../../ui/panel";
import { Frame } from "../frame";
import { documentOf, kindOfType } from "../kinds";
import { type Found, Others } from "../relations";
import { restOf } from "../rest";
import { Unknown } from "../unknown";
import { Groups } from "./groups";
import { Nearest } from "./nearest";
import { Notes } from "./notes";
import { DIAGNOSIS, GROUPS, NEAREST, REFERENCES, TREATMENTS } from "./query";
import { References } from "./references";
import { Severity } from "./severity";
import { Terms } from "./terms";
import { Treatments } from "./treatments";
import { Tree } from "./tree";

/** Relations whose edges are the codes that its notes name. */
const NOTED = ["excludes", "useAdditional", "codeFirst", "codeAlso", "mentions"];
const REST = restOf(kindOfType("Diagnosis"), [DIAGNOSIS, TREATMENTS, GROUPS, REFERENCES], NOTED);

/** The page of an entry of ICD-10-CM: its place in the tree, its notes, what is done for it, how stays are grouped. */
export function DiagnosisPage({ curie }: { curie: string }) {
  const answer = useQuery(DIAGNOSIS, { curie });
  const treatments = useQuery(TREATMENTS, { curie });
  const groups = useQuery(GROUPS, { curie });
  const references = useQuery(REFERENCES, { curie });
  const nearest = useQuery(NEAREST, { curie });
  const rest = useQuery<Found, { curie: string }>(documentOf(REST, REST.relations), { curie });
  const query = { document: DIAGNOSIS, variables: { curie } };
  if (answer.data && !answer.data.diagnosis) return <Unknown curie={curie} />;
  return (
    <Answered answer={answer} what="the diagnosis">
      {({ diagnosis, ancestors }) =>
        diagnosis && (
          <Frame node={diagnosis}>
            <Panel title="Its place in ICD-10-CM" id="tree" query={query}>
              <Tree diagnosis={diagnosis} ancestors={ancestors} />
            </Panel>
            <Terms diagnosis={diagnosis} query={query} />
            <Notes diagnosis={diagnosis} query={query} />
            <Severity diagnosis={diagnosis} groups={groups.data} />
            <Groups diagnosis={diagnosis} answer={groups} />
            <Treatments curie={curie} answer={treatments} />
            <References curie={curie} answer={references} />
            <Others kind={REST} answer={rest} />
            <Nearest curie={curie} answer={nearest} />
          </Frame>
        )
      }
    </Answered>
  );
}
