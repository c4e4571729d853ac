import { Answered } from "../../../ui/answered";
import { useParameter } from "../../../ui/use-parameter";
import type { Diagnosis, Found } from "../query";
import "./branch.css";
import { useBranch } from "./use-branch";
import { Zoomable } from "./zoomable";

interface Properties {
  diagnosis: Diagnosis;
  ancestors: Found["ancestors"];
}

/** A part of the classification with the entry of the page in it; the address says which part. */
export function BranchPicture({ diagnosis, ancestors }: Properties) {
  const [chosen, choose] = useParameter("branch");
  const shown = chosen ?? first(diagnosis, ancestors);
  const answer = useBranch(shown);
  return (
    <Answered answer={answer} what="the tree">
      {({ branch }) =>
        branch ? (
          <Zoomable branch={branch} current={diagnosis.curie} zoom={choose} isLoading={answer.loading} />
        ) : (
          <p>
            The classification has no <code>{shown}</code>.{" "}
            <button type="button" onClick={() => choose(undefined)}>
              Back to {diagnosis.code ?? diagnosis.name}
            </button>
          </p>
        )
      }
    </Answered>
  );
}

/** So far up that two levels are below it, as far as there are so many above. */
function first({ curie, narrower }: Diagnosis, ancestors: Found["ancestors"]): string {
  const hasTwo = narrower.nodes.some((below) => below.narrower.totalCount);
  const below = hasTwo ? 2 : narrower.nodes.length ? 1 : 0;
  const above = [...(ancestors?.nodes ?? [])].sort((one, other) => one.distance - other.distance);
  return [curie, ...above.map(({ node }) => node.curie)].slice(0, 3 - below).at(-1) ?? curie;
}
