import { isCode } from "../../api/curie";
import { NodeLink } from "../../ui/node-link";
import "./beside.css";

/** An entry of a book of codes. */
export interface Entry {
  curie: string;
  name: string;
}

/** What stands around an entry in the book. */
export interface Beside {
  previous: Entry | null | undefined;
  next: Entry | null | undefined;
  above: Entry | null | undefined;
}

/** The ways from an entry to those around it, with the keys that go there. */
export function BesideLinks({ previous, next, above }: Beside) {
  if (!previous && !next && !above) return null;
  return (
    <nav class="beside" aria-label="Around it in the book">
      <Way arrow="←" what="Before it" to={previous} />
      <Way arrow="↑" what="Above it" to={above} />
      <Way arrow="→" what="After it" to={next} />
    </nav>
  );
}

function Way({ arrow, what, to }: { arrow: string; what: string; to: Entry | null | undefined }) {
  if (!to) return <span />;
  return (
    <p>
      <kbd aria-hidden="true">{arrow}</kbd>
      <span class="hidden">{what}: </span>
      <NodeLink node={{ curie: to.curie, name: to.name }} code={isCode(to.curie)} />
    </p>
  );
}
