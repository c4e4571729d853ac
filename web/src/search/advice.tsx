import { Empty } from "../ui/states";
import { type Question, isNarrow, questionAddress, widened } from "./question";

/** What can be asked, to whom has asked nothing. */
export function Invitation() {
  return (
    <Empty>
      <h1>Search all medical codes</h1>
      <p>
        Type a code as <code>E11.9</code> or <code>0FT44ZZ</code>, a name or everyday words as ‘heart attack’ into the
        box above.
      </p>
    </Empty>
  );
}

/** What may help where nothing was found: to ask for less. */
export function NothingFound({ question }: { question: Question }) {
  const words = question.q.split(/\s+/);
  const narrow = isNarrow(question);
  return (
    <Empty>
      <p>Nothing was found{narrow && " in the groups that are chosen"}.</p>
      <ul class="advice">
        {narrow && (
          <li>
            <a href={questionAddress(widened(question))}>Search all kinds, systems and specialties</a>
          </li>
        )}
        {words.length > 1 &&
          words.map((word) => (
            <li key={word}>
              <a href={questionAddress({ ...question, q: word, after: [] })}>Search for “{word}” only</a>
            </li>
          ))}
        <li>Try fewer or other words, or only the beginning of a code.</li>
      </ul>
    </Empty>
  );
}

/** The way out of an address that the service refuses: a page that is no more, a group that does not exist. */
export function StartOver({ question }: { question: Question }) {
  if (!isNarrow(question) && !question.after.length) return null;
  return (
    <Empty>
      <a href={questionAddress(widened(question))}>Search for “{question.q}” from the start, without filters</a>
    </Empty>
  );
}
