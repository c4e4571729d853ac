import { useQuery } from "../../api/use-query";
import { Answered } from "../../ui/answered";
import { SYSTEMS } from "../../ui/codes";
import { OffPaper } from "../../ui/footnotes";
import { Panel } from "../../ui/panel";
import { BookFrame } from "../book/book-frame";
import { askedBy } from "../book/part";
import { Parts } from "../book/parts-shown";
import { documentOf, kindOfType } from "../kinds";
import { ProcedurePage } from "../procedure/procedure-page";
import { type Found, Others } from "../relations";
import { restOf } from "../rest";
import { Alike, Unknown } from "../unknown";
import { Axes } from "./axes";
import { Nearest } from "./nearest";
import { PARTS } from "./parts";
import { TITLES } from "./titles";
import { CODE, type Code, NEAREST, axesOf } from "./query";

const [ASKED, FIELDS] = askedBy(PARTS);
const REST = restOf(kindOfType("Procedure"), [CODE, ...ASKED], FIELDS);

/** The page of a code of a procedure as its book has it; where a page describes it, that page. */
export function CodePage({ curie }: { curie: string }) {
  const answer = useQuery(CODE, { curie });
  if (answer.data && !answer.data.procedure) return <Unknown curie={curie} />;
  return (
    <Answered answer={answer} what="the code">
      {({ procedure }) =>
        procedure && (procedure.hasPage ? <ProcedurePage curie={curie} /> : <Described code={procedure} />)
      }
    </Answered>
  );
}

function Described({ code }: { code: Code }) {
  const { curie } = code;
  const rest = useQuery<Found, { curie: string }>(documentOf(REST, REST.relations), { curie });
  const isPcs = curie.startsWith("ICD10PCS:");
  const [table] = code.procedureTables.nodes;
  return (
    <BookFrame
      node={code}
      beside={{ previous: code.previous, next: code.next, above: table }}
      lead={<Lead code={code} />}
    >
      {isPcs && (
        <Panel title="Seven axes" id="axes" query={{ document: CODE, variables: { curie } }}>
          <Axes code={code} />
        </Panel>
      )}
      <Parts parts={PARTS} node={code} />
      {isPcs && (
        <OffPaper>
          <Near code={code} />
        </OffPaper>
      )}
      <Others kind={REST} answer={rest} titles={TITLES} about="What the lists say of it" />
    </BookFrame>
  );
}

function Lead({ code: { curie, isStub } }: { code: Code }) {
  return (
    <p class="lead">
      <span class="tag">{SYSTEMS[curie.slice(0, curie.indexOf(":"))]}</span>
      {isStub && <span class="tag">Only mentioned: no source describes it</span>}
    </p>
  );
}

/** The codes that differ in one character; those that begin alike where nothing says what characters mean. */
function Near({ code }: { code: Code }) {
  const { curie } = code;
  const nearest = useQuery(NEAREST, { curie });
  return axesOf(code).some(Boolean) ? <Nearest curie={curie} answer={nearest} /> : <Alike curie={curie} />;
}
