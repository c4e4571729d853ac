/** Turns computed colours into `#rrggbb`: the browser itself says what `oklch()` is in red, green and blue. */
export function hexReader(): (computed: string) => string {
  const ink = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  return (computed) => {
    if (!ink) return computed;
    ink.fillStyle = computed;
    ink.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = ink.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  };
}
