import { nodeAddress } from "../../api/address";
import { graphql, type ResultOf } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { Picture } from "../../picture/picture";
import type { Table } from "../../picture/table";
import { drawShares, inWords, type Shared } from "../../picture/shares";
import { NODE_STYLES } from "../../ui/node-styles";
import { NodeNames } from "../../ui/node-names";
import { count } from "../../ui/words";
import { AnsweredPanel } from "../book/answered-panel";
import type { Procedure } from "./query";

/** The risks of a procedure, who else has them, and who of those that resemble it. */
export const SHARED_RISKS = graphql(`
  query SharedRisks($curie: String!) {
    procedure(curie: $curie) {
      risks {
        totalCount
        nodes {
          curie
          name
          procedures(first: 0) {
            totalCount
          }
        }
      }
      similar {
        nodes {
          curie
          name
          risks {
            nodes {
              curie
            }
          }
        }
      }
    }
    procedures(where: { hasPage: { equals: true } }, first: 0) {
      totalCount
    }
  }
`);

type Found = ResultOf<typeof SHARED_RISKS>;
type Similar = NonNullable<Found["procedure"]>["similar"]["nodes"][number];
const COLUMNS = ["Risk", "Similar procedures", "Which", "All procedures", "CURIE"];

/** Which risks it shares with the procedures that resemble it, and with all, those first that most of them share. */
export function SharedRisks({ procedure: { curie, name, slug } }: { procedure: Procedure }) {
  const answer = useQuery(SHARED_RISKS, { curie });
  return (
    <AnsweredPanel
      title="Shared risks"
      id="shared-risks"
      query={{ document: SHARED_RISKS, variables: { curie } }}
      answer={answer}
      isCounted={false}
      count={({ procedure }) => procedure?.risks.totalCount ?? 0}
    >
      {(found) => {
        const [similar, shared] = [similarOf(found), sharedOf(found)];
        return (
          <Picture
            title={`Risks of ${name} that others share`}
            description={describe(shared, similar)}
            file={`${slug ?? curie} shared risks`}
            table={tableOf(shared, similar)}
            draw={(width) => {
              const { height, shapes } = drawShares(shared, width);
              return { height, shapes: <g style={{ "--hue": String(NODE_STYLES.RISK.hue) }}>{shapes}</g> };
            }}
            legend={
              similar.length > 0 ? (
                <>
                  In colour: how many of the {count(similar.length, "procedure")} that resemble it (
                  <NodeNames nodes={similar} />) can cause the same. Thin: how many of all procedures with a page.
                </>
              ) : (
                <>No other procedure resembles it. The bars: how many of all procedures with a page can cause the same.</>
              )
            }
          />
        );
      }}
    </AnsweredPanel>
  );
}

/** Those that resemble it and have risks of their own; codes have none. */
function similarOf({ procedure }: Found): readonly Similar[] {
  return procedure?.similar.nodes.filter(({ risks }) => risks.nodes.length > 0) ?? [];
}

function sharedOf(found: Found): readonly Shared[] {
  const similar = similarOf(found);
  const all = found.procedures?.totalCount ?? 0;
  const shared = (found.procedure?.risks.nodes ?? []).map(({ curie, name, procedures }) => ({
    curie,
    name,
    href: `${nodeAddress(curie)}#procedures`,
    shares: [
      ...(similar.length ? [{ among: "similar", number: whoOf(curie, similar).length, of: similar.length }] : []),
      { among: "procedures", number: procedures.totalCount, of: all },
    ],
  }));
  return shared.sort(byShares);
}

function byShares(one: Shared, other: Shared): number {
  const places = one.shares.map(({ number }, place) => (other.shares[place]?.number ?? 0) - number);
  return places.find((difference) => difference) ?? 0;
}

function whoOf(risk: string, similar: readonly Similar[]): readonly Similar[] {
  return similar.filter(({ risks }) => risks.nodes.some(({ curie }) => curie === risk));
}

function describe(shared: readonly Shared[], similar: readonly Similar[]): string {
  const of = similar.length ? ` among ${count(similar.length, "similar procedure")} and` : "";
  return `${count(shared.length, "risk")}, each with how many share it${of} among all: ${shared
    .map(({ name, shares }) => `${name} ${shares.map(inWords).join(", ")}`)
    .join("; ")}.`;
}

function tableOf(shared: readonly Shared[], similar: readonly Similar[]): Table {
  const rows = shared.map(({ curie, name, href, shares }) => {
    const [of, all] = shares.length > 1 ? shares : [undefined, shares[0]];
    const which = whoOf(curie, similar).map((node) => node.name);
    const fraction = (share = all) => (share ? `${share.number} of ${share.of}` : "");
    return [{ text: name, href }, of ? fraction(of) : "none resembles it", which.join("; "), fraction(all), curie];
  });
  return { columns: COLUMNS, onlyInFile: COLUMNS.indexOf("CURIE"), rows };
}
