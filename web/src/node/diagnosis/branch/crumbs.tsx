import type { Above, Branch } from "./entry";

/** The way back: every entry above the one that is shown. */
export function Crumbs({ branch: { root, above }, zoom }: { branch: Branch; zoom: (curie: string) => void }) {
  return (
    <nav class="crumbs" aria-label="Zoom out">
      <ol>
        {above.map((entry) => (
          <li key={entry.curie}>
            <Crumb entry={entry} zoom={zoom} />
          </li>
        ))}
        <li>
          <strong aria-current="true">{root.code}</strong>
        </li>
      </ol>
    </nav>
  );
}

function Crumb({ entry: { curie, name, code }, zoom }: { entry: Above; zoom: (curie: string) => void }) {
  return (
    <button type="button" class="link" onClick={() => zoom(curie)} title={name} aria-label={`Zoom out to ${code} ${name}`}>
      {code}
    </button>
  );
}
