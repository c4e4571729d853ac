import { Fragment, type VNode } from "preact";
import { useQuery } from "../../api/use-query";
import { Answered } from "../../ui/answered";
import { Frame } from "../frame";
import { documentOf, kindOfType } from "../kinds";
import { type Found, Others } from "../relations";
import { restOf } from "../rest";
import { Unknown } from "../unknown";
import { OtherWays, WAYS } from "./other-ways";
import { PageSection, keyOf } from "./page-section";
import { PROCEDURE, type Procedure } from "./query";
import { RESEMBLING, Resembling } from "./resembling";
import { SECTIONS } from "./sections";
import { SharedRisks } from "./shared-risks";
import { Timeline } from "./timeline/timeline";

const REST = restOf(kindOfType("Procedure"), [PROCEDURE, RESEMBLING]);

/** The page of a procedure: its source page section by section, then what else the graph knows of it. */
export function ProcedurePage({ curie }: { curie: string }) {
  const answer = useQuery(PROCEDURE, { curie });
  const ways = useQuery(WAYS, { curie });
  const resembling = useQuery(RESEMBLING, { curie });
  const rest = useQuery<Found, { curie: string }>(documentOf(REST, REST.relations), { curie });
  const computed: Record<string, VNode> = {
    alternatives: <OtherWays curie={curie} answer={ways} />,
    similar: <Resembling curie={curie} answer={resembling} />,
  };
  return (
    <Answered answer={answer} what="the procedure">
      {({ procedure }) =>
        procedure ? (
          <Frame node={procedure} lead={<Lead procedure={procedure} />}>
            {keysOf(procedure).map((key) => (
              <Fragment key={key}>
                <PageSection name={key} procedure={procedure} />
                {key === "summary" && <Timeline procedure={procedure} />}
                {key === "risks" && <SharedRisks procedure={procedure} />}
                {computed[key]}
              </Fragment>
            ))}
            <Others kind={REST} answer={rest} />
          </Frame>
        ) : (
          <Unknown curie={curie} />
        )
      }
    </Answered>
  );
}

/** The sections as the page orders them, then those that it does not have. */
function keysOf(procedure: Procedure): string[] {
  const onPage = procedure.sections.edges.map(({ node }) => keyOf(node.curie));
  return [...new Set([...onPage, ...Object.keys(SECTIONS)])];
}

function Lead({ procedure }: { procedure: Procedure }) {
  return (
    <>
      {procedure.synonyms.length > 0 && <p class="about">Also called {procedure.synonyms.join(", ")}</p>}
      {procedure.isAddOn && <p class="tag">Add-on: reported only together with a primary procedure</p>}
      {procedure.isStub && <p class="tag">Only mentioned: no source describes it</p>}
    </>
  );
}
