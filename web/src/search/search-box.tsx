/** To be written. */
export function SearchBox({ autofocus = false }: { autofocus?: boolean }) {
  return <input type="search" aria-label="Search all medical codes" autofocus={autofocus} />;
}
