/** What stands in for a page that could not be loaded. */
export function unreachable() {
  return Unreachable;
}

function Unreachable() {
  return (
    <div class="state failed" role="alert">
      <p>This page could not be loaded: the service cannot be reached.</p>
      <button type="button" onClick={() => location.reload()}>
        Try again
      </button>
    </div>
  );
}
