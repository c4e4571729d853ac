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

function counted(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
