import { useQuery } from "../api/use-query";
import { Answered } from "../ui/answered";
import { Frame } from "./frame";
import { documentOf } from "./kinds";
import type { Kind } from "./listing";
import { About } from "./properties";
import { type Found, Relations } from "./relations";
import { Unknown } from "./unknown";

/** The page of a node as the schema of its kind has it: what is known of it, and all it is related to. */
export function GenericPage({ curie, kind }: { curie: string; kind: Kind }) {
  const document = documentOf(kind, kind.relations);
  const answer = useQuery<Found, { curie: string }>(document, { curie });
  return (
    <Answered answer={answer} what="the node">
      {({ byCurie: node }) =>
        node ? (
          <Frame node={node} lead={<p class="about">{kind.what}</p>}>
            <About title="About it" kind={kind} node={node} />
            <Relations kind={kind} relations={byProcedures(kind)} node={node} />
          </Frame>
        ) : (
          <Unknown curie={curie} />
        )
      }
    </Answered>
  );
}

/** The relations to procedures first: what most come for. */
function byProcedures(kind: Kind) {
  const leads = kind.relations.filter((relation) => relation.target === "Procedure");
  return [...leads, ...kind.relations.filter((relation) => relation.target !== "Procedure")];
}
