import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** Before anything is measured, in CSS pixels. */
const UNKNOWN = 640;

/** The width that an element has, in whole CSS pixels; it stays what it was while the element is hidden. */
export function useWidth(of: RefObject<Element | null>): number {
  const [width, setWidth] = useState(UNKNOWN);
  useLayoutEffect(() => {
    const element = of.current;
    if (!element) return;
    const measure = () => setWidth((before) => Math.floor(element.clientWidth) || before);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [of]);
  return width;
}
