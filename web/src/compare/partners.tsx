import { Empty } from "../ui/states";
import { type Pair, pairAddress } from "./address";
import type { Procedure } from "./use-procedure";

const EXAMPLES: readonly (readonly [string, Pair])[] = [
  [
    "Kidney stones: telescope or shock waves",
    { a: "PAGE:ureteroscopy-with-lithotripsy", b: "PAGE:shock-wave-lithotripsy" },
  ],
  ["Hip or knee replacement", { a: "PAGE:total-hip-replacement", b: "PAGE:total-knee-replacement" }],
  ["One code by keyhole, the other open", { a: "ICD10PCS:0FT44ZZ", b: "ICD10PCS:0FT40ZZ" }],
];

/** With what the procedure that is chosen can be compared, or two to begin with. */
export function Partners({ a, b, procedure }: Pair & { procedure: Procedure | null | undefined }) {
  const similar = procedure?.similar.nodes ?? [];
  const pairs = similar.map(({ curie, name }) => [name, a ? { a, b: curie } : { a: curie, b }] as const);
  return (
    <Empty>
      <p>
        {pairs.length
          ? `${procedure?.name} has much in common with these:`
          : "Choose two procedures above, or begin with these:"}
      </p>
      <ul class="partners">
        {(pairs.length ? pairs : EXAMPLES).map(([name, pair]) => (
          <li key={name}>
            <a href={pairAddress(pair)}>{name}</a>
          </li>
        ))}
      </ul>
    </Empty>
  );
}
