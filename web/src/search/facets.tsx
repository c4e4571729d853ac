import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { localOf } from "../api/curie";
import { SYSTEMS } from "../ui/codes";
import { KindBadge, kindLabel } from "../ui/kind";
import { type Facet, type Found, type Question, hasFacets, questionAddress, toggled, withoutFacets } from "./question";

interface Value {
  value: string;
  count: number;
  name: ComponentChildren;
}

/** How the hits fall into groups, to choose some of them. */
export function Facets({ question, facets }: { question: Question; facets: Found["facets"] }) {
  const systems = facets.systems.filter(({ system }) => system in SYSTEMS);
  return (
    <details class="facets" open={matchMedia("(min-width: 48rem)").matches}>
      <summary>Narrow down</summary>
      <Group
        title="Kind"
        facet="kind"
        question={question}
        values={facets.kinds.map(({ kind, count }) => ({ value: kind, count, name: <KindBadge kind={kind} /> }))}
      />
      <Group
        title="Code system"
        facet="system"
        question={question}
        values={systems.map(({ system, count }) => ({ value: system, count, name: SYSTEMS[system] }))}
      />
      <Group
        title="Specialty"
        facet="specialty"
        question={question}
        values={facets.specialties.map(({ specialty, count }) => ({
          value: localOf(specialty.curie),
          count,
          name: specialty.name,
        }))}
      />
      {hasFacets(question) && <a href={questionAddress(withoutFacets(question))}>All kinds, systems and specialties</a>}
    </details>
  );
}

interface GroupProperties {
  title: string;
  facet: Facet;
  question: Question;
  values: readonly Value[];
}

/** What is chosen stays here even if nothing is found of it, so that it can be given up. */
function Group({ title, facet, question, values }: GroupProperties) {
  const { route } = useLocation();
  const chosen = question.chosen[facet];
  const lost = chosen.filter((value) => !values.some((one) => one.value === value));
  const all = [...values, ...lost.map((value) => ({ value, count: 0, name: kindLabel(value) }))];
  if (!all.length) return null;
  return (
    <fieldset>
      <legend>{title}</legend>
      {all.map(({ value, count, name }) => (
        <label key={value}>
          <input
            type="checkbox"
            name={facet}
            value={value}
            checked={chosen.includes(value)}
            onChange={() => route(questionAddress(toggled(question, facet, value)))}
          />
          <span>{name}</span>
          <span class="count">{count.toLocaleString("en")}</span>
        </label>
      ))}
    </fieldset>
  );
}
