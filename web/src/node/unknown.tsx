import { graphql, type ResultOf } from "../api/graphql";
import { useQuery } from "../api/use-query";
import { addressOf } from "../api/address";
import { Answered } from "../ui/answered";
import { NodeLink } from "../ui/node-link";
import { Panel } from "../ui/panel";
import { Empty } from "../ui/states";
import { useTitle } from "../ui/title";
import { isCode, localOf } from "../api/curie";

const NEAREST = graphql(`
  query NearestToUnknown($text: String!, $shorter: String!, $shorterStill: String!, $shortest: String!) {
    whole: suggest(prefix: $text, first: 8) {
      ...Hit
    }
    shorter: suggest(prefix: $shorter, first: 8) {
      ...Hit
    }
    shorterStill: suggest(prefix: $shorterStill, first: 8) {
      ...Hit
    }
    shortest: suggest(prefix: $shortest, first: 8) {
      ...Hit
    }
  }

  fragment Hit on SearchHit {
    matchType
    node {
      curie
      kind
      name
    }
  }
`);

const MOST = 10;

/** What an address names that the graph has not: the nearest that it has. */
export function Unknown({ curie }: { curie: string }) {
  useTitle(`Unknown: ${curie}`);
  const text = wordsOf(curie);
  return (
    <article class="unknown">
      <h1>
        The graph has no <code>{curie}</code>
      </h1>
      <Alike curie={curie} />
      <p>
        <a href={addressOf("/search", { q: text })}>Search for ‘{text}’</a>
      </p>
    </article>
  );
}

/** What a code or a name is like, by its letters: for what the graph has not, or has no more than the code of. */
export function Alike({ curie }: { curie: string }) {
  const text = wordsOf(curie);
  const [shorter, shorterStill, shortest] = [1, 2, 3].map((less) => beginning(text, less)) as [string, string, string];
  const variables = { text, shorter, shorterStill, shortest };
  const answer = useQuery(NEAREST, variables);
  return (
    <Panel title="The nearest to it" id="nearest" query={{ document: NEAREST, variables }}>
      <Answered answer={answer} what="what is near">
        {(data) => <Hits hits={nearest(data).filter((hit) => hit.node?.curie !== curie)} />}
      </Answered>
    </Panel>
  );
}

type Hit = NonNullable<ResultOf<typeof NEAREST>["whole"]>[number];

function Hits({ hits }: { hits: readonly Hit[] }) {
  if (!hits.length) return <Empty>Nothing resembles it.</Empty>;
  return (
    <ul class="nodes">
      {hits.map(({ node }) => node && (
        <li key={node.curie}>
          <NodeLink node={node} code={isCode(node.curie)} />
        </li>
      ))}
    </ul>
  );
}

/** Codes that begin like it come first, those that share most before others; then whatever its words find. */
function nearest(data: ResultOf<typeof NEAREST>): Hit[] {
  const hits = [data.whole, data.shorter, data.shorterStill, data.shortest].flatMap((found) => found ?? []);
  const [alike, others] = [hits.filter(isAlike), (data.whole ?? []).filter((hit) => !isAlike(hit))];
  const unique = new Map([...alike, ...others].map((hit) => [hit.node?.curie, hit]));
  return [...unique.values()].slice(0, MOST);
}

function isAlike({ matchType }: Hit): boolean {
  return matchType === "EXACT_CODE" || matchType === "PREFIX";
}

/** A code as it is; of any other CURIE its words. */
function wordsOf(curie: string): string {
  const local = localOf(curie) || curie;
  return isCode(curie) ? local : local.replaceAll(/[-/]+/g, " ").trim();
}

/** A text without so many of its last characters, unless that leaves nothing that could be near. */
function beginning(text: string, less: number): string {
  return text.length - less >= 3 ? text.slice(0, -less) : text;
}
