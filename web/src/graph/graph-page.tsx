/** To be written. */
export function GraphPage() {
  return <p>…</p>;
}
