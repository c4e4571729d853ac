/** To be written. */
export function NodePage() {
  return <p>…</p>;
}
