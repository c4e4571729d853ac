import { Lookup } from "../ui/lookup/lookup";
import { Letter } from "./letter";
import { type Pair, pairAddress } from "./address";
import { Unknown } from "./unknown";
import type { Named } from "./use-procedure";

const PROCEDURES = ["PROCEDURE"] as const;

/** The boxes in which the two procedures are chosen, and what changes their places. */
export function Pickers({ a, b, first, second }: Pair & { first: Named; second: Named }) {
  return (
    <div class="pickers">
      <Picker
        letter="A"
        label="First procedure"
        name={a}
        found={first}
        address={(name) => pairAddress({ a: name, b })}
      />
      {a && b && (
        <a class="button" href={pairAddress({ a: b, b: a })}>
          <span aria-hidden="true">⇄</span> Swap
        </a>
      )}
      <Picker
        letter="B"
        label="Second procedure"
        name={b}
        found={second}
        address={(name) => pairAddress({ a, b: name })}
      />
    </div>
  );
}

interface Properties {
  letter: "A" | "B";
  label: string;
  name: string;
  found: Named;
  address: (name: string) => string;
}

function Picker({ letter, label, name, found, address }: Properties) {
  return (
    <div class="picker">
      <Letter of={letter} />
      <Lookup
        label={label}
        given={found.procedure?.name ?? (found.procedure === null ? name : "")}
        placeholder="A name, words or a code"
        kinds={PROCEDURES}
        toNode={address}
        toText={address}
      />
      {found.procedure === null && <Unknown name={name} address={address} />}
    </div>
  );
}
