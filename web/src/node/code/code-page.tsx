import { useQuery } from "../../api/use-query";
import { Answered } from "../../ui/answered";
import { Panel } from "../../ui/panel";
import { Frame } from "../frame";
import { documentOf, kindOfType } from "../kinds";
import { type Found, Others } from "../relations";
import { restOf } from "../rest";
import { Alike, Unknown } from "../unknown";
import { Axes } from "./axes";
import { Nearest } from "./nearest";
import { CODE, NEAREST, axesOf } from "./query";

const REST = restOf(kindOfType("Procedure"), [CODE]);

/** The page of a code of ICD-10-PCS: its seven axes, the codes nearest to it, and whatever it is related to. */
export function CodePage({ curie }: { curie: string }) {
  const answer = useQuery(CODE, { curie });
  const nearest = useQuery(NEAREST, { curie });
  const rest = useQuery<Found, { curie: string }>(documentOf(REST, REST.relations), { curie });
  if (answer.data && !answer.data.procedure) return <Unknown curie={curie} />;
  return (
    <Answered answer={answer} what="the code">
      {({ procedure }) =>
        procedure && (
          <Frame node={procedure} lead={procedure.isStub && <p class="tag">Only mentioned: no source describes it</p>}>
            <Panel title="Seven axes" id="axes" query={{ document: CODE, variables: { curie } }}>
              <Axes code={procedure} />
            </Panel>
            {axesOf(procedure).some(Boolean) ? <Nearest curie={curie} answer={nearest} /> : <Alike curie={curie} />}
            <Others kind={REST} answer={rest} />
          </Frame>
        )
      }
    </Answered>
  );
}
