import { useLocation } from "preact-iso";
import { SearchBox } from "../search/search-box";
import { ThemeSwitch } from "./theme";
import "./header.css";

const PLACES = [
  ["/review", "Review"],
  ["/compare", "Compare"],
  ["/graph", "Graph"],
  ["/graphql", "Playground"],
  ["/docs", "Help"],
] as const;

/** The name of the site, the search and the ways to its other parts; on the first page the search stands in the page. */
export function Header() {
  const { path } = useLocation();
  return (
    <header class="site">
      <a class="brand" href="/" aria-label="medcode-graph">
        <Mark />
        <span>medcode-graph</span>
      </a>
      {path !== "/" && <SearchBox key={path} />}
      <nav aria-label="Site">
        {PLACES.map(([address, name]) => (
          <a key={address} href={address} aria-current={path === address ? "page" : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <ThemeSwitch />
    </header>
  );
}

/** Three things and what joins them. */
function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <path d="M9 9l15 4M9 9l4 15M24 13L13 24" />
      <circle cx="9" cy="9" r="5" />
      <circle cx="24" cy="13" r="4" />
      <circle cx="13" cy="24" r="4.5" />
    </svg>
  );
}
