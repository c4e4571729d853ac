import { continueAtTop } from "../ui/arrive";
import { type Found, PAGE, type Question, questionAddress } from "./question";

/** Which of all hits are shown, and the way to those before and after them. */
export function Pages({ question, found }: { question: Question; found: Found }) {
  const { after } = question;
  const { hasNextPage, endCursor } = found.pageInfo;
  if (!hasNextPage && !after.length) return null;
  const start = after.length * PAGE;
  const next = hasNextPage && endCursor ? [...after, endCursor] : undefined;
  return (
    <nav class="pages" aria-label="Pages of results">
      {after.length > 0 && (
        <a
          class="button"
          rel="prev"
          onClick={continueAtTop}
          href={questionAddress({ ...question, after: after.slice(0, -1) })}
        >
          Previous
        </a>
      )}
      <span>
        {start + 1} to {start + found.nodes.length} of {found.totalCount.toLocaleString("en")}
      </span>
      {next && (
        <a class="button" rel="next" onClick={continueAtTop} href={questionAddress({ ...question, after: next })}>
          Next
        </a>
      )}
    </nav>
  );
}
