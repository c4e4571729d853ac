import { SearchBox } from "../search/search-box";
import { useTitle } from "../ui/title";
import { Beginnings } from "./beginnings";
import { Contents } from "./contents";
import "./home.css";

const EXAMPLES: readonly (readonly [string, string])[] = [
  ["/search?q=heart+attack", "heart attack"],
  ["/search?q=hip+replacment", "hip replacment"],
  ["/search?q=E11", "E11"],
  ["/search?q=drg+470", "drg 470"],
];

/** The first page: what this is, the search, where to begin and what is in it. */
export function Home() {
  useTitle("");
  return (
    <div class="home">
      <div class="opening">
        <h1>Search all medical codes</h1>
        <p class="lead">
          What a procedure is for, how it is done, who does it and what can go wrong; the codes it has, and what it
          shares with all others. One graph, and every statement in it says where it comes from.
        </p>
        <SearchBox autofocus />
        <p class="examples">
          Codes, names or everyday words, misspelt too:{" "}
          {EXAMPLES.map(([address, words]) => (
            <a key={words} href={address}>
              {words}
            </a>
          ))}
        </p>
      </div>
      <Beginnings />
      <Contents />
    </div>
  );
}
