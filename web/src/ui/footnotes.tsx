import { type ComponentChildren, createContext } from "preact";
import { useCallback, useContext, useLayoutEffect, useMemo, useState } from "preact/hooks";
import type { Evidence } from "../api/evidence";
import "./footnotes.css";

type Source = NonNullable<Evidence["source"]>;

interface Noted {
  sources: readonly Source[];
  /** Notes that a statement comes from a source, until what it returns is called. */
  note: (source: Source) => () => void;
}

const Notes = createContext<Noted | undefined>(undefined);

/** What is in it has its sources as footnotes on paper: numbers at the statements, and at the end the documents. */
export function Footnoted({ children }: { children: ComponentChildren }) {
  const [uses, setUses] = useState<readonly Source[]>([]);
  const note = useCallback((source: Source) => {
    setUses((before) => [...before, source]);
    return () => setUses((before) => before.toSpliced(before.indexOf(source), 1));
  }, []);
  const sources = useMemo(() => uses.filter(isFirst), [uses]);
  const noted = useMemo(() => ({ sources, note }), [sources]);
  return (
    <Notes.Provider value={noted}>
      {children}
      {sources.length > 0 && <Documents sources={sources} />}
    </Notes.Provider>
  );
}

function isFirst({ id }: Source, place: number, uses: readonly Source[]): boolean {
  return uses.findIndex((other) => other.id === id) === place;
}

/** What is left out on paper, its sources with it. */
export function OffPaper({ children }: { children: ComponentChildren }) {
  return (
    <Notes.Provider value={undefined}>
      <div class="off-paper">{children}</div>
    </Notes.Provider>
  );
}

function Documents({ sources }: { sources: readonly Source[] }) {
  return (
    <div class="footnotes">
      <p>Sources</p>
      <ol>
        {sources.map(({ id, title, edition, licence }) => (
          <li key={id}>
            {title}
            {edition && `, ${edition}`}; licence {licence}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Whether sources are footnotes here. */
export function useFootnoted(): boolean {
  return useContext(Notes) !== undefined;
}

/** The numbers of the documents that a statement comes from. */
export function FootnoteMark({ evidence }: { evidence: readonly Evidence[] }) {
  const noted = useContext(Notes);
  const sources = evidence.flatMap(({ source }) => source ?? []);
  useLayoutEffect(() => {
    const forget = sources.map((source) => noted?.note(source));
    return () => forget.forEach((one) => one?.());
  }, [noted?.note, sources.map(({ id }) => id).join(" ")]);
  const places = sources.map(({ id }) => noted?.sources.findIndex((source) => source.id === id) ?? -1);
  const numbers = [...new Set(places)].filter((place) => place >= 0).sort((one, other) => one - other);
  if (!numbers.length) return null;
  return <sup class="footnote">{numbers.map((place) => place + 1).join(", ")}</sup>;
}
