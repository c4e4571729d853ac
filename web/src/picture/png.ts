import type { Standalone } from "./standalone";

/** Pixels of the image for one of the picture. */
const SCALE = 2;
/** Pixels of a side at most, which every browser can draw. */
const LONGEST = 8000;

/** A picture as an image of pixels. */
export async function pngOf({ svg, width, height }: Standalone): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(SCALE, LONGEST / width, LONGEST / height);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The browser made no PNG."))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
