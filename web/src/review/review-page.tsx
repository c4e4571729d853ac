import { useEffect, useMemo, useState } from "preact/hooks";
import { Footnoted } from "../ui/footnotes";
import { Failed, Loading } from "../ui/states";
import { useTitle } from "../ui/title";
import { About } from "./about";
import { sizeOf } from "./case";
import { CodePanel } from "./code-panel";
import { EncounterForm } from "./encounter-form";
import { EncounterLine } from "./encounter-line";
import { exampleCase } from "./example";
import { FindingItem } from "./finding-item";
import { GroupingPanel } from "./grouping-panel";
import { placed as placedOf } from "./placed";
import type { Severity } from "./query";
import { RiskPanel } from "./risk-panel";
import { SummaryBar, summaryOf } from "./summary-bar";
import { Toolbar } from "./toolbar";
import { Unreviewed } from "./unreviewed";
import { useCase } from "./use-case";
import { useLinkedCase } from "./use-linked-case";
import { useReview } from "./use-review";
import "./review.css";
import "./case-row.css";
import "./finding.css";
import "./grouping.css";
import "./paper.css";

/** A case reviewed: its codes, what rules find about them, and what these could not look at. */
export function ReviewPage() {
  const hand = useCase();
  useLinkedCase(hand);
  const { review, of, error, loading, retry } = useReview(hand.now);
  const [shown, show] = useState<Severity>();
  const placed = useMemo(() => placedOf(review, of), [review, of]);
  const isEmpty = sizeOf(hand.now) === 0;
  useTitle("Review a case");
  useEffect(() => {
    if (shown && !placed.all.some(({ finding }) => finding.severity === shown)) show(undefined);
  }, [placed]);
  const panels = { placed, hand, isWaiting: loading, shown };
  return (
    <Footnoted>
      <div class={isEmpty ? "review empty" : "review"} aria-busy={loading}>
        <h1>Review a case</h1>
        <p class="intro">
          Codes of one encounter, reviewed by rules that say why. Nothing of a case is stored, in the browser or by the
          service.
        </p>
        {isEmpty && (
          <button type="button" class="begin" onClick={() => hand.change(exampleCase(), "This is an example.")}>
            Try an example
          </button>
        )}
        <EncounterLine encounter={hand.now.encounter} />
        <div class="review-bar">
          {!isEmpty && (
            <>
              <SummaryBar placed={placed} shown={shown} show={show} grouping={review?.grouping} />
              <Toolbar hand={hand} review={review} />
            </>
          )}
          <p class="said" role="status">
            {hand.said} {review && !loading && <span class="hidden">{summaryOf(placed)}</span>}
          </p>
        </div>
        {error && !loading && <Failed error={error} retry={retry} />}
        <EncounterForm hand={hand} />
        {placed.ofCase.map((found) => (
          <FindingItem
            key={found.anchor}
            found={found}
            apply={hand.apply}
            isShown={!shown || shown === found.finding.severity}
          />
        ))}
        <div class="both-lists">
          <CodePanel title="Diagnoses" list="diagnoses" {...panels} />
          <CodePanel title="Procedures" list="procedures" {...panels} />
        </div>
        {loading && !review && <Loading what="what is found" />}
        {review && (
          <>
            {review.grouping && <GroupingPanel grouping={review.grouping} />}
            <RiskPanel categories={review.riskCategories} />
            <Unreviewed review={review} />
            <About review={review} />
          </>
        )}
      </div>
    </Footnoted>
  );
}
