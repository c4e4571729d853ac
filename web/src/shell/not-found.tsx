import { useTitle } from "../ui/title";

/** An address that means nothing. */
export function NotFound() {
  useTitle("Not found");
  return (
    <div class="state empty">
      <h1>There is no such page</h1>
      <p>
        Look the code up in <a href="/">the search</a>.
      </p>
    </div>
  );
}
