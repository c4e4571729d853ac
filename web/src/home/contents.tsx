import { graphql, type ResultOf } from "../api/graphql";
import type { NodeKind } from "../api/kinds";
import { useQuery } from "../api/use-query";
import { KindBadge } from "../ui/kind";
import { Panel } from "../ui/panel";
import { Failed, Loading } from "../ui/states";

const CONTENTS = graphql(`
  query Contents {
    meta {
      nodeCounts {
        kind
        count
      }
      edgeCounts {
        count
      }
      licences {
        licence
        count
      }
    }
  }
`);

type Meta = ResultOf<typeof CONTENTS>["meta"];
const FAMILIES: readonly (readonly [string, readonly NodeKind[]])[] = [
  ["Procedures", ["PROCEDURE", "SECTION", "STEP", "ALTERNATIVE", "CATEGORY"]],
  ["Why, and what follows", ["INDICATION", "CONTRAINDICATION", "RISK", "BENEFIT", "PREPARATION", "RECOVERY"]],
  ["Diagnoses and their groups", ["DIAGNOSIS", "DIAGNOSIS_GROUP", "MAJOR_DIAGNOSTIC_CATEGORY", "EXCLUSION_LIST"]],
  ["Who, where, who pays", ["ROLE", "SETTING", "PLACE_OF_SERVICE", "POLICY", "PAYER"]],
  [
    "The axes of ICD-10-PCS",
    [
      "PROCEDURE_TABLE",
      "CODE_SECTION",
      "BODY_SYSTEM",
      "ROOT_OPERATION",
      "BODY_PART",
      "APPROACH",
      "DEVICE",
      "QUALIFIER",
    ],
  ],
  ["As indexes and patients say it", ["INDEX_TERM", "EXPRESSION"]],
];

const SORTED = new Set(FAMILIES.flatMap(([, kinds]) => kinds));

/** How much of everything there is. */
export function Contents() {
  const { data, error, retry } = useQuery(CONTENTS, {});
  return (
    <Panel title="What is in the graph" query={{ document: CONTENTS }}>
      {error ? (
        <Failed error={error} retry={retry} />
      ) : data ? (
        <Counts meta={data.meta} />
      ) : (
        <Loading what="the counts" />
      )}
    </Panel>
  );
}

function Counts({ meta }: { meta: Meta }) {
  const counts = new Map(meta.nodeCounts.map(({ kind, count }) => [kind, count]));
  return (
    <>
      <p>
        <strong>{total(meta.nodeCounts)}</strong> nodes, joined by <strong>{total(meta.edgeCounts)}</strong> statements,
        read from <strong>{total(meta.licences)}</strong> documents. Licences:{" "}
        {meta.licences.map(({ licence, count }) => `${licence}, ${count}`).join("; ")}.
      </p>
      <div class="families">
        {[...FAMILIES, others(counts)].map(([name, kinds]) => (
          <Family key={name} name={name} counts={kinds.map((kind) => [kind, counts.get(kind) ?? 0])} />
        ))}
      </div>
    </>
  );
}

/** Kinds that no family has yet, so that none is left out. */
function others(counts: ReadonlyMap<NodeKind, number>): readonly [string, readonly NodeKind[]] {
  return ["Others", [...counts.keys()].filter((kind) => !SORTED.has(kind))];
}

function Family({ name, counts }: { name: string; counts: readonly (readonly [NodeKind, number])[] }) {
  if (!counts.some(([, count]) => count > 0)) return null;
  return (
    <section>
      <h3>{name}</h3>
      <dl>
        {counts
          .filter(([, count]) => count > 0)
          .map(([kind, count]) => (
            <div key={kind}>
              <dt>
                <KindBadge kind={kind} />
              </dt>
              <dd>{count.toLocaleString("en")}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function total(counts: readonly { count: number }[]): string {
  return counts.reduce((sum, { count }) => sum + count, 0).toLocaleString("en");
}
