import { useEffect, useState } from "preact/hooks";
import { addressOf } from "../api/address";

/** A form that the server writes, as `GET /export` lists it. */
interface ServerFormat {
  title: string;
  readers: string;
  href: string;
}

interface Properties {
  of: string;
  depth: number;
}

/** All that lies around a node, in the forms that the server writes; they are asked for when they are looked for. */
export function ServerFormats({ of, depth }: Properties) {
  const [open, setOpen] = useState(false);
  const formats = useFormats(open);
  return (
    <details class="graph-formats" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>More formats</summary>
      <div>
        <p>
          All within {depth === 1 ? "one step" : `${depth} steps`} of {of}, with what each edge comes from; or the whole
          graph.
        </p>
        {typeof formats === "string" ? (
          <p role="status">{formats}</p>
        ) : (
          <ul>
            {formats.map(({ title, readers, href }) => (
              <li key={href}>
                <a href={addressOf(href, { of, depth })} download>
                  {title}
                </a>{" "}
                <small>for {readers}</small>{" "}
                <a href={href} download aria-label={`The whole graph as ${title}`}>
                  whole
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}

/** The forms, or why there are none. */
function useFormats(wanted: boolean): readonly ServerFormat[] | string {
  const [formats, setFormats] = useState<readonly ServerFormat[] | string>("Asking the server …");
  useEffect(() => {
    if (!wanted || typeof formats !== "string") return;
    const leaving = new AbortController();
    fetch("/export", { signal: leaving.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(answer.statusText);
        setFormats(((await answer.json()) as { formats: ServerFormat[] }).formats);
      })
      .catch(() => {
        if (!leaving.signal.aborted)
          setFormats("The server does not say which formats it has. Close this and try again.");
      });
    return () => leaving.abort();
  }, [wanted]);
  return formats;
}
