import { useQuery } from "../../api/use-query";
import { Answered } from "../../ui/answered";
import { OffPaper } from "../../ui/footnotes";
import { Panel } from "../../ui/panel";
import { BookFrame } from "../book/book-frame";
import { askedBy } from "../book/part";
import { Parts } from "../book/parts-shown";
import { documentOf, kindOfType } from "../kinds";
import { type Found, Others } from "../relations";
import { restOf } from "../rest";
import { Unknown } from "../unknown";
import { Below } from "./below";
import { BranchPicture } from "./branch/branch-picture";
import { Lead } from "./lead";
import { Notes } from "./notes";
import { DECISIONS, LAST, WAYS_ON } from "./parts";
import { DIAGNOSIS } from "./query";
import { SeventhCharacterTable } from "./seventh-character-table";
import { Tree } from "./tree";

/** What its notes show: their texts, and the relations whose edges are the codes that they name. */
const NOTED = ["includes", "synonyms", "excludes", "useAdditional", "codeFirst", "codeAlso", "mentions"];
const [ASKED, FIELDS] = askedBy([...DECISIONS, ...WAYS_ON, ...LAST]);
const REST = restOf(kindOfType("Diagnosis"), [DIAGNOSIS, ...ASKED], [...FIELDS, ...NOTED, "tabularPosition"]);
const TITLES = {
  onExclusionLists: "Complications that do not count beside it",
  indexTerms: "In the alphabetic index",
  combines: "One code for several diagnoses",
  combinedBy: "Codes that say it with something else",
  clinicalCategories: "Clinical categories (CCSR)",
};

/** The page of an entry of ICD-10-CM as a coding book has it, and what else is known of it. */
export function DiagnosisPage({ curie }: { curie: string }) {
  const answer = useQuery(DIAGNOSIS, { curie });
  const rest = useQuery<Found, { curie: string }>(documentOf(REST, REST.relations), { curie });
  const query = { document: DIAGNOSIS, variables: { curie } };
  if (answer.data && !answer.data.diagnosis) return <Unknown curie={curie} />;
  return (
    <Answered answer={answer} what="the diagnosis">
      {({ diagnosis, ancestors }) =>
        diagnosis && (
          <BookFrame
            node={diagnosis}
            beside={{ previous: diagnosis.previous, next: diagnosis.next, above: diagnosis.broader.nodes[0] }}
            lead={<Lead diagnosis={diagnosis} />}
          >
            <Below diagnosis={diagnosis} query={query} />
            <SeventhCharacterTable diagnosis={diagnosis} query={query} />
            <Notes diagnosis={diagnosis} query={query} />
            <Parts parts={DECISIONS} node={diagnosis} />
            <OffPaper>
              <Panel title="Its place in the book" id="tree" query={query}>
                <Tree diagnosis={diagnosis} ancestors={ancestors} />
                <BranchPicture diagnosis={diagnosis} ancestors={ancestors} />
              </Panel>
              <Parts parts={WAYS_ON} node={diagnosis} />
              <Others kind={REST} answer={rest} titles={TITLES} />
              <Parts parts={LAST} node={diagnosis} />
            </OffPaper>
          </BookFrame>
        )
      }
    </Answered>
  );
}
