import { useEffect, useRef, useState } from "preact/hooks";
import type { Gathered } from "./gather";

export interface Position {
  x: number;
  y: number;
}

/** Where each node stands, by its CURIE. */
export type Positions = Readonly<Record<string, Position>>;

/** What the worker is asked. */
export interface LayoutQuestion {
  id: number;
  stages: readonly (readonly string[])[];
  edges: readonly (readonly [source: string, target: string])[];
}

interface Layout {
  /** Undefined until they are found for the first time. */
  positions: Positions | undefined;
  failed: boolean;
  retry: () => void;
}

/** Where the nodes stand; while new places are looked for, where they stood before. */
export function useLayout(gathered: Gathered): Layout {
  const [positions, setPositions] = useState<Positions>();
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const worker = useRef<Worker>(undefined);
  const asked = useRef(0);
  useEffect(() => {
    setFailed(false);
    const own = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
    worker.current = own;
    own.onerror = () => setFailed(true);
    own.onmessage = ({ data }: MessageEvent<{ id: number; positions: Positions }>) => {
      if (data.id === asked.current) setPositions(data.positions);
    };
    return () => own.terminate();
  }, [tries]);
  useEffect(() => {
    asked.current += 1;
    worker.current?.postMessage(questionOf(gathered, asked.current));
  }, [gathered, tries]);
  return { positions, failed, retry: () => setTries((before) => before + 1) };
}

function questionOf({ stages, edges }: Gathered, id: number): LayoutQuestion {
  return { id, stages, edges: [...edges.values()].map(({ sourceCurie, targetCurie }) => [sourceCurie, targetCurie]) };
}
