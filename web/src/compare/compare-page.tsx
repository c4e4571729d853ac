/** To be written. */
export function ComparePage() {
  return <p>…</p>;
}
