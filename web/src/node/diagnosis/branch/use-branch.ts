import { isOfUnknownNode } from "../../../api/unknown-node";
import { type Answer, useQuery } from "../../../api/use-query";
import { ALL, type Branch, branchOf, wholeOf } from "./entry";
import { BRANCH, CHAPTERS } from "./query";

/** A branch, asked for when it is shown; undefined within the data where there is no such entry. */
export function useBranch(curie: string): Answer<{ branch: Branch | undefined }> & { retry: () => void } {
  const branch = useQuery(BRANCH, { curie }, curie === ALL);
  const chapters = useQuery(CHAPTERS, {}, curie !== ALL);
  if (curie === ALL) return { ...chapters, data: chapters.data && { branch: wholeOf(chapters.data) } };
  if (branch.error?.graphQLErrors.some(isOfUnknownNode)) return { ...branch, error: undefined, data: { branch: undefined } };
  return { ...branch, data: branch.data && { branch: branchOf(branch.data) } };
}
