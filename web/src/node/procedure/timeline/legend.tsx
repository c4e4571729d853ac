const SIGNS = [
  ["M0 6H8", "M8 1h18v10h-18Z", "from the shortest to the longest time stated"],
  ["M0 6H14", "M8 6l6 -6l6 6l-6 6Z", "one time"],
  ["M0 6H24", "M4 6l6 -6l6 6l-6 6ZM26 6l-6 -5v10Z", "at least so long"],
] as const;

/** What the signs of a timeline mean, and what its scale is. */
export function Legend() {
  return (
    <>
      <ul class="timeline-legend">
        {SIGNS.map(([line, shape, meaning]) => (
          <li key={meaning}>
            <svg width={26} height={12} viewBox="0 0 26 12" aria-hidden="true">
              <path class="sign-line" d={line} />
              <path class="sign" d={shape} />
            </svg>{" "}
            {meaning}
          </li>
        ))}
      </ul>
      Before and after, hours near the procedure are as wide as weeks far from it (a logarithmic scale); during it, the
      scale is even. Times of a preparation are drawn back from the procedure, also where the page says only how long it
      takes.
    </>
  );
}
