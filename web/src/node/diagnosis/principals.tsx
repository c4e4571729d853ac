import { useState } from "preact/hooks";
import { graphql } from "../../api/graphql";
import { useQuery } from "../../api/use-query";
import { Failed } from "../../ui/states";
import { NodeLink } from "../../ui/node-link";
import { count } from "../../ui/words";
import "./principals.css";

const PRINCIPALS = graphql(`
  query PrincipalsOnExclusionList($curie: String!, $code: String!, $name: String!, $first: Int!) {
    exclusionList(curie: $curie) {
      byCode: principalDiagnoses(first: $first, where: { code: { startsWith: $code } }, orderBy: [{ field: CODE }]) {
        ...Principals
      }
      byName: principalDiagnoses(first: $first, where: { name: { contains: $name } }, orderBy: [{ field: CODE }]) {
        ...Principals
      }
    }
  }

  fragment Principals on DiagnosisConnection {
    totalCount
    nodes {
      curie
      name
    }
  }
`);
const PAGE = 50;

interface Properties {
  curie: string;
  /** How many there are in all. */
  total: number;
}

/** The principal diagnoses of an exclusion list: how many, and, opened, a page of them and a search in them. */
export function Principals({ curie, total }: Properties) {
  const [opened, setOpened] = useState(false);
  return (
    <details class="principals" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{count(total, "principal diagnosis excludes", "principal diagnoses exclude")} it</summary>
      {opened && <Searched curie={curie} />}
    </details>
  );
}

function Searched({ curie }: { curie: string }) {
  const [text, setText] = useState("");
  const [first, setFirst] = useState(PAGE);
  const wanted = text.trim();
  const { data, error, retry } = useQuery(PRINCIPALS, { curie, code: wanted.toUpperCase(), name: wanted, first });
  const [code, name] = [data?.exclusionList?.byCode, data?.exclusionList?.byName];
  const found = code?.totalCount ? code : name;
  if (error) return <Failed error={error} retry={retry} />;
  return (
    <>
      <label>
        Is yours among them?{" "}
        <input
          type="search"
          value={text}
          placeholder="Code or words"
          onInput={(event) => {
            setText(event.currentTarget.value);
            setFirst(PAGE);
          }}
        />
      </label>
      <p role="status" class="detail">
        {found && (wanted ? count(found.totalCount, "entry", "entries") : "Each with all that is below it.")}
      </p>
      <ul class="statements">
        {found?.nodes.map((node) => (
          <li key={node.curie}>
            <NodeLink node={node} code />
          </li>
        ))}
      </ul>
      {found && found.nodes.length < found.totalCount && (
        <button type="button" class="more" onClick={() => setFirst(first + PAGE)}>
          Show {Math.min(PAGE, found.totalCount - found.nodes.length)} more
        </button>
      )}
    </>
  );
}
