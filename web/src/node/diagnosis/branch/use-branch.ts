import { type Answer, useQuery } from "../../../api/use-query";
import { ALL, type Branch, branchOf, wholeOf } from "./entry";
import { BRANCH, CHAPTERS } from "./query";

/** What the address can name and the classification does not have. */
const UNKNOWN = ["UNKNOWN_NODE", "INVALID_CURIE"];

/** A branch, asked for when it is shown; undefined within the data where there is no such entry. */
export function useBranch(curie: string): Answer<{ branch: Branch | undefined }> & { retry: () => void } {
  const branch = useQuery(BRANCH, { curie }, curie === ALL);
  const chapters = useQuery(CHAPTERS, {}, curie !== ALL);
  if (curie === ALL) return { ...chapters, data: chapters.data && { branch: wholeOf(chapters.data) } };
  const isUnknown = branch.error?.graphQLErrors.some(({ extensions }) => UNKNOWN.includes(String(extensions["code"])));
  if (isUnknown) return { ...branch, error: undefined, data: { branch: undefined } };
  return { ...branch, data: branch.data && { branch: branchOf(branch.data) } };
}
