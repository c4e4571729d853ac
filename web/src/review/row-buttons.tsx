interface Properties {
  code: string;
  place: number;
  count: number;
  /** What it is to be the first. */
  first: string;
  move: (place: number, part: string) => void;
  remove: () => void;
}

/** What can be done with a code of the case. */
export function RowButtons({ code, place, count, first, move, remove }: Properties) {
  const buttons = [
    ["first", "⤒", first, place === 0, () => move(0, "first"), "Alt+Shift+ArrowUp"],
    ["up", "↑", "Move up", place === 0, () => move(place - 1, "up"), "Alt+ArrowUp"],
    ["down", "↓", "Move down", place === count - 1, () => move(place + 1, "down"), "Alt+ArrowDown"],
    ["remove", "✕", "Remove", false, remove, undefined],
  ] as const;
  return (
    <span class="row-buttons" role="group" aria-label={`Order of ${code}`}>
      {buttons.map(([part, sign, title, disabled, act, keys]) => (
        <button
          key={part}
          type="button"
          data-part={part}
          title={keys ? `${title} (${keys.replace("Arrow", "")})` : title}
          aria-label={`${title}: ${code}`}
          aria-keyshortcuts={keys}
          disabled={disabled}
          onClick={act}
        >
          {sign}
        </button>
      ))}
    </span>
  );
}
