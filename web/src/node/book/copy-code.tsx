import { useRef, useState } from "preact/hooks";

const SHOWN = 3000;

/** A code, large, which a click copies. */
export function CopyCode({ code }: { code: string }) {
  const text = useRef<HTMLElement>(null);
  const [said, setSaid] = useState("");
  const copy = async () => {
    setSaid(await copied(code, text.current));
    setTimeout(() => setSaid(""), SHOWN);
  };
  return (
    <p class="copy">
      <button type="button" onClick={() => void copy()} title="Copy the code">
        <code ref={text}>{code}</code>
        <span class="hidden"> Copy the code</span>
        <Sheets />
      </button>
      <span class="said" role="status">
        {said}
      </span>
    </p>
  );
}

/** Without https there is no clipboard: then the code is marked, to be copied by hand. */
async function copied(code: string, shown: HTMLElement | null): Promise<string> {
  try {
    await navigator.clipboard.writeText(code);
    return "Copied";
  } catch {
    if (shown) getSelection()?.selectAllChildren(shown);
    return "Marked: copy it with Ctrl+C";
  }
}

function Sheets() {
  return (
    <svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
      <rect x="9" y="9" width="11" height="12" rx="2" />
      <path d="M15 5.5A2 2 0 0 0 13 4H6a2 2 0 0 0-2 2v9a2 2 0 0 0 1.5 2" />
    </svg>
  );
}
