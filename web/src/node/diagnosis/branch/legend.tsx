/** What the signs of a branch mean. */
export function Legend() {
  return (
    <>
      <svg class="sign" width={14} height={12} viewBox="0 0 14 12" aria-hidden="true">
        <path class="tick" d="M2 6l3.5 3.5l6 -7" />
      </svg>{" "}
      billable, opens its page ·{" "}
      <svg class="sign" width={8} height={12} viewBox="0 0 8 12" aria-hidden="true">
        <path class="more" d="M2 2l4 4l-4 4" />
      </svg>{" "}
      divided further, zooms in · the higher, the more is below
    </>
  );
}
