import { Empty } from "../ui/states";
import { type Notice, type Question, isNarrow, questionAddress, widened } from "./question";

/** What notices are about where other words do not help: codes that are not there. */
const ABSENT: ReadonlySet<Notice["kind"]> = new Set(["LICENSED_CODE", "CODE_NOT_LOADED"]);

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

/** What may help where nothing was found: to ask for less, unless a notice says why that does not help. */
export function NothingFound({ question, notices }: { question: Question; notices: readonly Notice[] }) {
  const words = question.q.split(/\s+/);
  const narrow = isNarrow(question);
  const absent = notices.some(({ kind }) => ABSENT.has(kind));
  if (absent && !narrow) return null;
  return (
    <Empty>
      <p>Nothing was found{narrow && " in the groups that are chosen"}.</p>
      <ul class="advice">
        {narrow && (
          <li>
            <a href={questionAddress(widened(question))}>Search without filters</a>
          </li>
        )}
        {!absent &&
          words.length > 1 &&
          words.map((word) => (
            <li key={word}>
              <a href={questionAddress({ ...question, q: word, after: [] })}>Search for “{word}” only</a>
            </li>
          ))}
        {!absent && <li>Try fewer or other words, or only the beginning of a code.</li>}
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
