import { useLocation } from "preact-iso";
import { useLayoutEffect } from "preact/hooks";
import { nodeAddress } from "../../api/address";
import { isShortcut } from "../../ui/shortcut";
import type { Beside } from "./beside";

/** The keys `←` and `→` go to the entries before and after in the book, `↑` to the one above. */
export function useBookKeys({ previous, next, above }: Beside): void {
  const { route } = useLocation();
  const ways: Record<string, string | undefined> = {
    ArrowLeft: previous?.curie,
    ArrowRight: next?.curie,
    ArrowUp: above?.curie,
  };
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const curie = ways[event.key];
      if (!curie || event.shiftKey || !isShortcut(event) || scrolls(event)) return;
      event.preventDefault();
      route(nodeAddress(curie));
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [previous?.curie, next?.curie, above?.curie]);
}

/** Whether the key has something to scroll: the page up, or sideways what has the focus. */
function scrolls(event: KeyboardEvent): boolean {
  if (event.key === "ArrowUp") return scrollY > 0;
  for (let around = event.target as Element | null; around && around !== document.body; around = around.parentElement) {
    if (around.scrollWidth > around.clientWidth && getComputedStyle(around).overflowX !== "visible") return true;
  }
  return false;
}
