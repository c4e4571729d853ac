import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import { type ExecutionResult, GraphQLError, getOperationAST, parse } from "graphql";
import { ended, started } from "./run";

interface Observer {
  next: (answer: ExecutionResult) => void;
  complete: () => void;
}

/** The name of the query by which GraphiQL learns the schema; it is no run of the user's. */
export const INTROSPECTION = "PlaygroundSchema";

/** Asks the server, and notes what the answer cost. Whoever unsubscribes aborts the request. */
export const ask: Fetcher = (parameters) => ({
  subscribe(observer: Observer) {
    const aborted = new AbortController();
    void answered(parameters, aborted.signal).then((answer) => {
      if (aborted.signal.aborted) return;
      observer.next(answer);
      observer.complete();
    });
    return { unsubscribe: () => aborted.abort() };
  },
});

async function answered(parameters: FetcherParams, signal: AbortSignal): Promise<ExecutionResult> {
  if (parameters.operationName === INTROSPECTION) return (await sent(parameters, signal)).answer;
  started();
  const begin = performance.now();
  const { answer, headers, bytes } = await sent(parameters, signal);
  if (signal.aborted) return answer;
  ended({
    milliseconds: performance.now() - begin,
    bytes,
    items: headers?.get("X-Medcode-Items") ?? undefined,
    execution: headers?.get("X-Medcode-Execution") ?? undefined,
    errors: answer.errors ?? [],
  });
  return answer;
}

async function sent(parameters: FetcherParams, signal: AbortSignal) {
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ ...parameters, operationName: meant(parameters) }),
      signal,
    });
    const body = await response.arrayBuffer();
    return { answer: read(response, body), headers: response.headers, bytes: body.byteLength };
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    return { answer: failed(`The server cannot be reached: ${why}`), bytes: 0 };
  }
}

/** The operation to run. GraphiQL is late to see that a query was changed, and may name one that it has no more. */
function meant({ query, operationName }: FetcherParams): string | undefined {
  try {
    return getOperationAST(parse(query), operationName)?.name?.value;
  } catch {
    return undefined; // The server says where the document is wrong.
  }
}

function read(response: Response, body: ArrayBuffer): ExecutionResult {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as ExecutionResult;
  } catch {
    return failed(`The server did not answer in JSON, but with status ${response.status}.`);
  }
}

function failed(message: string): ExecutionResult {
  return { errors: [new GraphQLError(message)] };
}
