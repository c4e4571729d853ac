import { useEffect, useState } from "preact/hooks";

interface Active {
  /** The id of the option that the keys have led to. */
  active: string | undefined;
  /** Goes where a key leads, and says whether it leads anywhere. */
  move: (key: string) => boolean;
  /** Back to the box. */
  leave: () => void;
}

/** Which of some options the arrow keys have led to; one that is no longer offered is forgotten. */
export function useActive(options: readonly string[]): Active {
  const [picked, pick] = useState<string>();
  const place = options.findIndex((option) => option === picked);
  const active = options[place];
  useEffect(() => {
    if (active) document.getElementById(active)?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return {
    active,
    move: (key) => {
      const next = options[placeAfter(key, place, options.length)];
      pick(next);
      return next !== undefined;
    },
    leave: () => pick(undefined),
  };
}

/** From the box, -1, Home and End do not lead to the options: they move within the text. */
function placeAfter(key: string, place: number, count: number): number {
  if (key === "ArrowDown") return (place + 1) % count;
  if (key === "ArrowUp") return place > 0 ? place - 1 : count - 1;
  if (key === "Home" && place >= 0) return 0;
  if (key === "End" && place >= 0) return count - 1;
  return -1;
}
