import { SearchBox } from "../search/search-box";
import { useTitle } from "../ui/title";

const STARTS: readonly (readonly [string, string])[] = [
  ["/search?q=gallbladder", "gallbladder"],
  ["/search?q=heart+attack", "heart attack"],
  ["/node/ICD10CM%3AE11.9", "E11.9"],
  ["/node/PAGE%3Apelvic-fixation", "Pelvic fixation"],
];

/** The first page: the search and a few places to begin. */
export function Home() {
  useTitle("");
  return (
    <div class="home">
      <h1>Search all medical codes</h1>
      <SearchBox autofocus />
      <p class="starts">
        For example:{" "}
        {STARTS.map(([address, name], place) => (
          <span key={address}>
            {place > 0 && " · "}
            <a href={address}>{name}</a>
          </span>
        ))}
      </p>
    </div>
  );
}
