import { patternOf } from "../ui/marked";
import { type Notice, type Question, questionAddress } from "./question";

interface Properties {
  question: Question;
  notices: readonly Notice[];
}

/** What is to be said of a question besides its hits; it is read out where it comes. */
export function Notices({ question, notices }: Properties) {
  return (
    <div class="notices" role="status">
      {notices.map((notice) => (
        <p key={notice.message}>
          <Sentence question={question} notice={notice} />
        </p>
      ))}
    </div>
  );
}

/** Suggestions are links to their search where the sentence names them, and else after it. */
function Sentence({ question, notice: { message, suggestions } }: { question: Question; notice: Notice }) {
  // Whole words alone: 'E11.9' is no part of 'E11.99'.
  const suggested = new RegExp(`${patternOf(suggestions).source}(?![\\p{L}\\p{N}])`, "u");
  const pieces = suggestions.length ? message.split(suggested) : [message];
  const unnamed = suggestions.filter((suggestion) => !pieces.includes(suggestion));
  const link = (q: string, key: string | number) => (
    <a key={key} href={questionAddress({ ...question, q, after: [] })}>
      {q}
    </a>
  );
  return (
    <>
      {pieces.map((piece, place) => (place % 2 ? link(piece, place) : piece))}
      {unnamed.map((suggestion) => [" ", link(suggestion, suggestion)])}
    </>
  );
}
