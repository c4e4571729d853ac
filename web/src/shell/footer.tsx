import { graphql } from "../api/graphql";
import { useQuery } from "../api/use-query";
import { ShortcutSwitch } from "./shortcut-switch";
import "./footer.css";

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
      <p class="disclaimer">{data?.meta.disclaimer}</p>
      <p class="facts">
        <span>
          Data version <code title={data?.meta.version}>{data?.meta.version.slice(0, 12) ?? "…"}</code>
        </span>
        <a href="/graphql">Playground</a>
        <a href="/schema.graphql">Schema</a>
        <ShortcutSwitch />
      </p>
    </footer>
  );
}
