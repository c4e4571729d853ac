/** A way to print, and the keys of the page. */
export function KeysHelp() {
  return (
    <>
      <button type="button" onClick={() => print()}>
        Print
      </button>{" "}
      <details class="keys">
        <summary class="button">Keys</summary>
        <dl>
          <Key name="←">the entry before, in the order of the book</Key>
          <Key name="→">the entry after</Key>
          <Key name="↑">what stands above it, where the page is not scrolled</Key>
          <Key name="/">the search</Key>
        </dl>
        <p>A switch at the foot of the page turns them off.</p>
      </details>
    </>
  );
}

function Key({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>
        <kbd>{name}</kbd>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
