import { useLocation } from "preact-iso";
import { addressOf, nodeAddress } from "../api/address";
import { Lookup } from "../ui/lookup/lookup";
import { useShortcut } from "./shortcut";

/** The search of the whole site: by suggestion to the page of a node, else to the page of all hits. */
export function SearchBox({ autofocus = false }: { autofocus?: boolean }) {
  const { path, query } = useLocation();
  const box = useShortcut();
  return (
    <div class="search-box" role="search" ref={box}>
      <Lookup
        label="Search all medical codes"
        labelHidden
        given={path === "/search" ? (query["q"] ?? "") : ""}
        placeholder="Search all medical codes"
        toNode={nodeAddress}
        toText={(text) => addressOf("/search", { q: text })}
        textLeadsTo="All results for"
        shortcut="/"
        autofocus={autofocus}
      />
    </div>
  );
}
