/** To be written. */
export function Results() {
  return <p>…</p>;
}
