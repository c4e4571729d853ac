import { graphql } from "../api/graphql";
import { useQuery } from "../api/use-query";

const META = graphql(`
  query Footer {
    meta {
      version
      disclaimer
    }
  }
`);

/** The disclaimer and the version of the data. */
export function Footer() {
  const { data } = useQuery(META, {});
  return (
    <footer class="site">
      {data && (
        <>
          <p>{data.meta.disclaimer}</p>
          <p>
            Data version <code title={data.meta.version}>{data.meta.version.slice(0, 12)}</code>
          </p>
        </>
      )}
      <p>
        <a href="/graphql">Playground</a> · <a href="/schema.graphql">Schema</a>
      </p>
    </footer>
  );
}
