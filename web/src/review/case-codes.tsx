import { nodeAddress } from "../api/address";
import type { CodeOfCase } from "./query";
import { written } from "./remedies";

/** Codes of the case, in a row. */
export function CaseCodes({ codes }: { codes: readonly CodeOfCase[] }) {
  return (
    <>
      {codes.map((code, place) => (
        <span key={`${code.isProcedure} ${code.place}`}>
          {place > 0 && ", "}
          {code.curie && code.name ? (
            <a href={nodeAddress(code.curie)} title={code.name}>
              <code>{written(code)}</code>
            </a>
          ) : (
            <code>{written(code)}</code>
          )}
        </span>
      ))}
    </>
  );
}
