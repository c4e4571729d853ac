import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Fields, in which the key is only a letter. */
const FIELDS = "input, textarea, select, [contenteditable]";

/** The key `/` goes to the field in this element, unless it is turned off (`data-shortcut` on the root). */
export function useShortcut(): RefObject<HTMLDivElement | null> {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey) return;
      if (document.documentElement.dataset["shortcut"] === "off" || (event.target as Element).closest(FIELDS)) return;
      event.preventDefault();
      const box = around.current?.querySelector("input");
      box?.focus();
      box?.select();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  return around;
}
