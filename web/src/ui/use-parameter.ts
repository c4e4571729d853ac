import { useLocation } from "preact-iso";
import { addressOf } from "../api/address";

/** A parameter of the address, and how to change it without a new entry in the history. */
export function useParameter(name: string): [value: string | undefined, set: (value: string | undefined) => void] {
  const { path, query, route } = useLocation();
  const set = (value: string | undefined) => route(addressOf(path, { ...query, [name]: value }) + location.hash, true);
  return [query[name], set];
}
