import type { ResultOf } from "../../api/graphql";
import { NodeLink } from "../../ui/node-link";
import type { RISK } from "./risk-query";

type Category = NonNullable<ResultOf<typeof RISK>["diagnosis"]>["riskCategories"]["edges"][number]["node"];

/** What a category adds to the risk score, by segment, of the newest payment year that is final; or proposed, if none is. */
export function Coefficients({ coefficients }: { coefficients: Category["coefficients"]["edges"] }) {
  const final = coefficients.filter(({ isProposed }) => !isProposed);
  const known = final.length ? final : coefficients;
  const year = Math.max(...known.map(({ paymentYear }) => paymentYear ?? 0));
  const newest = known.filter(({ paymentYear }) => paymentYear === year);
  if (!newest.length) return null;
  return (
    <details class="detail">
      <summary>
        Coefficients of payment year {year}
        {!final.length && ", proposed"}
      </summary>
      <ul class="inline-list">
        {newest.map(({ coefficient, node }) => (
          <li key={node.curie}>
            <NodeLink node={{ curie: node.curie, name: node.name }} /> <strong>{coefficient?.toFixed(3)}</strong>
          </li>
        ))}
      </ul>
    </details>
  );
}
