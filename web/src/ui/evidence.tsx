import type { Evidence } from "../api/evidence";
import "./evidence.css";
import { FootnoteMark, useFootnoted } from "./footnotes";
import { percent, words } from "./words";

interface Properties {
  /** The statement, as those hear it who do not see where the button stands. */
  of: string;
  evidence: readonly Evidence[];
  /** Whether it is open from the beginning. */
  open?: boolean;
}

/** Where a statement comes from: a button that opens it; on paper it is open, or a footnote where the page has these. */
export function Sources({ of, evidence, open = false }: Properties) {
  const noted = useFootnoted();
  if (!evidence.length) return null;
  return (
    <>
      <details class={noted ? "evidence noted" : "evidence"} open={open}>
        <summary>
          {evidence.length > 1 ? `${evidence.length} sources` : "source"}
          <span class="hidden"> of {of}</span>
        </summary>
        <ul>
          {evidence.map((one, place) => (
            <li key={place}>
              <One evidence={one} />
            </li>
          ))}
        </ul>
      </details>
      {noted && <FootnoteMark evidence={evidence} />}
    </>
  );
}

function One({ evidence }: { evidence: Evidence }) {
  const { quote, source } = evidence;
  return (
    <>
      {quote && <blockquote>{quote}</blockquote>}
      <p>
        {source && (
          <>
            <cite>{source.title}</cite>
            {source.edition && `, ${source.edition}`}
            {evidence.section && `, ${evidence.section}`}
            <span class="place">
              {charactersOf(evidence)} · <code>{source.id}</code>
            </span>{" "}
            · licence {source.licence} ·{" "}
          </>
        )}
        {words(evidence.method).toLowerCase()}, confidence {percent(evidence.confidence)}
      </p>
    </>
  );
}

function charactersOf({ start, end }: Evidence): string {
  return start !== null && end !== null ? `, characters ${start} to ${end}` : "";
}
