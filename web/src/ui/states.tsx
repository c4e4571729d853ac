import type { CombinedError } from "@urql/core";
import type { ComponentChildren } from "preact";

/** Says that something is on its way. */
export function Loading({ what }: { what: string }) {
  return (
    <p class="state loading" role="status">
      Loading {what} …
    </p>
  );
}

/** Says that there is nothing, and what to do about it. */
export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="state empty">{children}</div>;
}

/** Says what went wrong, and offers to try again. */
export function Failed({ error, retry }: { error: CombinedError; retry: () => void }) {
  return (
    <div class="state failed" role="alert">
      <p>{error.networkError ? "The service cannot be reached." : "The service did not answer the question."}</p>
      <p class="detail">{error.networkError ? error.networkError.message : messages(error)}</p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

function messages(error: CombinedError): string {
  return error.graphQLErrors.map((one) => one.message).join(" ");
}
