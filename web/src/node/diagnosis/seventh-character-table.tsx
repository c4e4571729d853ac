import { isCode, localOf } from "../../api/curie";
import { NodeLink } from "../../ui/node-link";
import { Panel, type Query } from "../../ui/panel";
import type { Diagnosis } from "./query";
import { seventhCharacters } from "./seventh-characters";

/** The seventh characters with what they mean, and the codes that they make here. */
export function SeventhCharacterTable({ diagnosis, query }: { diagnosis: Diagnosis; query: Query }) {
  const found = seventhCharacters(diagnosis);
  if (!found) return null;
  const { says, at, rows } = found;
  const hasCodes = rows.some(({ curie }) => curie);
  return (
    <Panel title="Seventh character" id="seventh" query={query}>
      <p class="about">
        {says.replace(/\.?$/, ".")}
        {at.curie !== diagnosis.curie && (
          <>
            {" "}
            From <NodeLink node={{ curie: at.curie, name: at.name }} code={isCode(at.curie)} />.
          </>
        )}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">7th</th>
            <th scope="col">Meaning</th>
            {hasCodes && <th scope="col">Code</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ character, meaning, curie }) => (
            <tr key={character} aria-current={curie === diagnosis.curie ? "page" : undefined}>
              <th scope="row">
                <code>{character}</code>
              </th>
              <td>{meaning}</td>
              {hasCodes && <td>{curie && <Code curie={curie} isLink={curie !== diagnosis.curie} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Code({ curie, isLink }: { curie: string; isLink: boolean }) {
  return isLink ? <NodeLink node={{ curie, name: localOf(curie) }} /> : <>{localOf(curie)}</>;
}
