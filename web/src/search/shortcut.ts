import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { isShortcut } from "../ui/shortcut";

/** The key `/` goes to the field in this element. */
export function useShortcut(): RefObject<HTMLDivElement | null> {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "/" || !isShortcut(event)) return;
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
