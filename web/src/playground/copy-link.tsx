/** @jsxImportSource react */
import { ToolbarButton } from "@graphiql/react";
import { useState } from "react";
import { useLink } from "./use-link";

/** Keeps the address of the page to what the editor has, and copies it. */
export function CopyLink() {
  const link = useLink();
  const [said, setSaid] = useState("");
  const copy = async () => {
    setSaid(await copied(link));
    setTimeout(() => setSaid(""), 4000);
  };
  return (
    <>
      <ToolbarButton label="Copy link" onClick={() => void copy()}>
        <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8">
          <path d="M10 14a4 4 0 0 0 5.7 0l3.5-3.5a4 4 0 0 0-5.7-5.7L12 6.3" />
          <path d="M14 10a4 4 0 0 0-5.7 0l-3.5 3.5a4 4 0 0 0 5.7 5.7l1.5-1.5" />
        </svg>
      </ToolbarButton>
      <span className="said" role="status">
        {said}
      </span>
    </>
  );
}

async function copied(link: string | undefined): Promise<string> {
  if (!link) return "The query is too long for a link.";
  try {
    await navigator.clipboard.writeText(new URL(link, location.href).href);
    return "Link copied";
  } catch {
    return "The browser forbids copying: take the link from its address bar."; // Without https there is no clipboard.
  }
}
