import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

interface Entry {
  id: string;
  title: string;
}

/** A table of contents, read off the panels themselves, since some come late and some not at all. */
export function Contents({ of }: { of: RefObject<HTMLElement | null> }) {
  const entries = useEntries(of);
  if (entries.length < 2) return null;
  return (
    <nav class="contents" aria-label="On this page">
      <ul>
        {entries.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function useEntries(of: RefObject<HTMLElement | null>): readonly Entry[] {
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  useEffect(() => {
    const element = of.current;
    if (!element) return;
    let wanted = decodeURIComponent(location.hash.slice(1));
    const read = () => {
      const panels = panelsOf(element);
      setEntries((before) => (isSame(before, panels) ? before : panels));
      if (panels.some(({ id }) => id === wanted)) wanted = arriveAt(wanted);
    };
    const observer = new MutationObserver(read);
    observer.observe(element, { childList: true, subtree: true });
    read();
    return () => observer.disconnect();
  }, [of]);
  return entries;
}

function panelsOf(element: HTMLElement): Entry[] {
  const panels = [...element.querySelectorAll<HTMLElement>("section.panel[id]")];
  return panels.map((panel) => ({ id: panel.id, title: panel.querySelector("h2")?.textContent ?? "" }));
}

function isSame(some: readonly Entry[], others: readonly Entry[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

/** An address can name a panel, which was not there yet when the browser looked for it; then nothing more is wanted. */
function arriveAt(id: string): string {
  document.getElementById(id)?.scrollIntoView();
  return "";
}
