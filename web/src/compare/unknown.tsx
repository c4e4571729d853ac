import { localOf } from "../api/curie";
import { useSuggestions } from "../ui/lookup/use-suggestions";

const PROCEDURES = ["PROCEDURE"] as const;

/** Says that there is no such procedure, and which are near. */
export function Unknown({ name, address }: { name: string; address: (curie: string) => string }) {
  const { data } = useSuggestions(wordsOf(name), PROCEDURES);
  const hits = data?.flatMap(([, hits]) => hits) ?? [];
  return (
    <div class="unknown" role="alert">
      <p>
        There is no procedure <code>{name}</code>.{hits.length > 0 && " The nearest:"}
      </p>
      <ul>
        {hits.slice(0, 6).map(({ node }) => (
          <li key={node.curie}>
            <a href={address(node.curie)}>{node.name}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a CURIE or slug says without its prefix and hyphens. */
function wordsOf(name: string): string {
  return localOf(name).replaceAll("-", " ");
}
