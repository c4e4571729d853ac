/** A time that a page states, in one unit. */
export interface Time {
  durationMin: number | null;
  durationMax: number | null;
  durationUnit: string | null;
}

/** A time in words, as in '4 to 7 days'; nothing where none is stated. */
export function spanOf({ durationMin: min = null, durationMax: max = null, durationUnit }: Partial<Time>): string {
  const unit = durationUnit?.toLowerCase() ?? "";
  if (min === null && max === null) return "";
  if (min === null) return `up to ${counted(max as number, unit)}`;
  if (max === null) return `at least ${counted(min, unit)}`;
  return min === max ? counted(min, unit) : `${min} to ${counted(max, unit)}`;
}

/** A time in minutes in words, as in '90 minutes' or '3 to 8 hours'. */
export function minutesSpan(min: number | null, max: number | null): string {
  if (min === null) return `Up to ${minutesInWords(max ?? 0)}`;
  if (max === null) return `At least ${minutesInWords(min)}`;
  const [from, to] = [minutesInWords(min), minutesInWords(max)];
  if (from === to) return to;
  const [number, unit] = from.split(" ");
  return to.endsWith(unit ?? "") ? `${number} to ${to}` : `${from} to ${to}`;
}

/** Hours, where they come out even or with a half. */
function minutesInWords(minutes: number): string {
  const hours = minutes / 60;
  return minutes >= 60 && Number.isInteger(hours * 2) ? counted(hours, "hour") : counted(minutes, "minute");
}

function counted(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
