import { useLocation } from "preact-iso";
import { useQuery } from "../api/use-query";
import { Failed, Loading } from "../ui/states";
import { useTitle } from "../ui/title";
import { Partners } from "./partners";
import { Pickers } from "./pickers";
import { COMPARE } from "./query";
import { SideBySide } from "./side-by-side";
import { useProcedure } from "./use-procedure";
import "./compare.css";

/** Two procedures side by side; which, the address says. */
export function ComparePage() {
  const { query } = useLocation();
  const [a, b] = [query["a"] ?? "", query["b"] ?? ""];
  const [first, second] = [useProcedure(a), useProcedure(b)];
  const comparison = useQuery(COMPARE, { a, b, edgeKinds: null }, !(a && b));
  const found = comparison.data?.compare;
  const unknown = first.procedure === null || second.procedure === null;
  const failed = [first, second, ...(unknown ? [] : [comparison])].filter(({ error, loading }) => error && !loading);
  const retry = () => failed.forEach((one) => one.retry());
  useTitle(found ? `${found.a.name} and ${found.b.name}` : "Compare two procedures");
  return (
    <div class="compare">
      <h1>Compare two procedures</h1>
      <Pickers a={a} b={b} first={first} second={second} />
      {failed[0]?.error ? (
        <Failed error={failed[0].error} retry={retry} />
      ) : unknown ? null : found ? (
        <SideBySide comparison={found} names={{ a, b }} />
      ) : comparison.loading ? (
        <Loading what="the comparison" />
      ) : (
        <Partners a={a} b={b} procedure={first.procedure ?? second.procedure} />
      )}
    </div>
  );
}
