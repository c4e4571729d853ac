import { useLocation } from "preact-iso";
import { SearchBox } from "../search/search-box";
import { ThemeSwitch } from "./theme";

/** The name of the site, the search and the ways to its other parts; on the first page the search stands in the page. */
export function Header() {
  const { path } = useLocation();
  return (
    <header class="site">
      <a class="brand" href="/">
        medcode-graph
      </a>
      {path !== "/" && <SearchBox />}
      <nav aria-label="Site">
        <a href="/compare">Compare</a>
        <a href="/graph">Graph</a>
        <a href="/graphql">Playground</a>
      </nav>
      <ThemeSwitch />
    </header>
  );
}
