import { addressOf } from "../api/address";

/** The two procedures that are compared: CURIEs or slugs, empty where none is chosen yet. */
export interface Pair {
  a: string;
  b: string;
}

/** The page that compares a pair. */
export function pairAddress({ a, b }: Pair): string {
  return addressOf("/compare", { a, b });
}
