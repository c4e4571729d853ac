import { useLocation } from "preact-iso";
import { useEffect, useRef } from "preact/hooks";
import { caseOf, fragmentOf } from "./link";
import type { CaseInHand } from "./use-case";

/**
 * Takes the codes of the address when one comes with some. When these are changed, the address loses them, so that it
 * never says of a case what is not so.
 */
export function useLinkedCase({ now, change }: CaseInHand): void {
  const { url } = useLocation();
  const codes = fragmentOf(now);
  const before = useRef(codes);
  useEffect(() => {
    const take = () => {
      const linked = caseOf(location.hash);
      if (linked && fragmentOf(linked) !== before.current) change(linked, "The codes of the link.");
    };
    take();
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, [url]);
  useEffect(() => {
    const linked = caseOf(location.hash);
    const wasThatOfTheLink = linked && fragmentOf(linked) === before.current;
    if (wasThatOfTheLink && codes !== before.current) history.replaceState(null, "", location.pathname);
    before.current = codes;
  }, [codes]);
}
