import type { Evidence } from "../api/evidence";
import type { Finding, Review } from "./query";

type Source = NonNullable<Evidence["source"]>;

/** The sources that the reasons of findings cite, numbered in the order in which they are met. */
export function sourcesOf(findings: readonly Finding[]): ReadonlyMap<string, { number: number; source: Source }> {
  const found = new Map<string, { number: number; source: Source }>();
  for (const { because } of findings) {
    for (const { source } of because.flatMap(({ edge }) => edge?.evidence ?? [])) {
      if (source && !found.has(source.id)) found.set(source.id, { number: found.size + 1, source });
    }
  }
  return found;
}

/** On paper the sources stand at the end, under the numbers that reasons cite them by. */
export function Footnotes({ review }: { review: Review }) {
  const sources = [...sourcesOf(review.findings).values()];
  if (!sources.length) return null;
  return (
    <section class="footnotes on-paper">
      <h2>Sources</h2>
      <ol>
        {sources.map(({ source: { id, title, edition, licence } }) => (
          <li key={id}>
            <cite>{title}</cite>
            {edition && `, ${edition}`} · licence {licence} · {id}
          </li>
        ))}
      </ol>
    </section>
  );
}
