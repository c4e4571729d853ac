/** The letter that stands for the first or the second procedure, in its colour. */
export function Letter({ of }: { of: "A" | "B" }) {
  return (
    <span class={`letter ${of.toLowerCase()}`} aria-hidden="true">
      {of}
    </span>
  );
}
