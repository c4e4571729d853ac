import { Panel } from "../ui/panel";
import { inputOf } from "./case-input";
import { exampleCase } from "./example";
import { REVIEW, type Review } from "./query";

/** The query with the example: an address never has anything of a case. */
const QUERY = { document: REVIEW, variables: { case: inputOf(exampleCase()), reasons: true } };

/** What a review must not be used for, and of which editions it speaks. */
export function About({ review: { disclaimer, editions } }: { review: Review }) {
  return (
    <Panel title="What this is based on" query={QUERY}>
      <p>{disclaimer}</p>
      <ul class="editions">
        {editions.map(({ id, title, edition, licence }) => (
          <li key={id}>
            <cite>{title}</cite>, {edition} <span class="licence">· {licence}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
