import type { ComponentChildren } from "preact";
import type { Answer } from "../api/use-query";
import { Failed, Loading } from "./states";

interface Properties<Data> {
  answer: Answer<Data> & { retry: () => void };
  /** What is waited for, as in 'Loading the steps'. */
  what: string;
  children: (data: Data) => ComponentChildren;
}

/** What an answer holds, or why it is not there. */
export function Answered<Data>({ answer, what, children }: Properties<Data>) {
  if (answer.error && !answer.loading) return <Failed error={answer.error} retry={answer.retry} />;
  if (!answer.data) return <Loading what={what} />;
  return <>{children(answer.data)}</>;
}
