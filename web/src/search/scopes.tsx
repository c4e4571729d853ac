import { useLocation } from "preact-iso";
import { type Found, type Question, questionAddress } from "./question";

const SCOPES = [
  ["codes", "Codes"],
  ["procedures", "Procedures"],
  ["concepts", "Concepts"],
] as const;

interface Properties {
  question: Question;
  counts: Found["facets"]["scopes"];
  /** How many hits there are of all sorts. */
  all: number;
}

/** The choice of a sort of hits, with how many there are of each, and of codes that can be reported. */
export function Scopes({ question, counts, all }: Properties) {
  const { route } = useLocation();
  const { scope: chosen, billable } = question;
  if (!counts.length && chosen === undefined && !billable) return null;
  const numbers = new Map(counts.map(({ scope, count }) => [scope.toLowerCase(), count]));
  const tabs = [
    [undefined, "All", all] as const,
    ...SCOPES.map(([scope, name]) => [scope, name, numbers.get(scope) ?? 0] as const),
  ];
  return (
    <div class="scopes">
      <nav aria-label="Sorts of hits">
        {tabs.map(([scope, name, count]) => (
          <a
            key={name}
            href={questionAddress({ ...question, scope, after: [] })}
            aria-current={scope === chosen ? "page" : undefined}
          >
            {name} <span class="count">{count.toLocaleString("en")}</span>
          </a>
        ))}
      </nav>
      <label>
        <input
          type="checkbox"
          name="billable"
          checked={billable}
          onChange={() => route(questionAddress({ ...question, billable: !billable, after: [] }))}
        />
        Only codes that can be reported
      </label>
    </div>
  );
}
