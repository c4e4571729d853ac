import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import { download, fileName } from "../ui/download";
import { pngOf } from "./png";
import { standalone } from "./standalone";
import { csvOfTable, type Table } from "./table";

interface Properties {
  /** What is taken along. */
  title: string;
  /** What the files are named after. */
  file: string;
  picture: RefObject<SVGSVGElement | null>;
  table: Table;
}

/** Ways to take a picture along: as lines, as pixels, as rows. */
export function ExportButtons({ title, file, picture, table }: Properties) {
  const [failed, setFailed] = useState(false);
  const save = async (extension: string, make: (svg: SVGSVGElement) => Blob | Promise<Blob>) => {
    if (!picture.current) return;
    try {
      download(await make(picture.current), `${fileName(file)}.${extension}`);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <div class="picture-export" role="group" aria-label={`Export ${title}`}>
      <span aria-hidden="true">Export</span>
      <Button of={title} as="SVG" onClick={() => save("svg", svgFile)} />
      <Button of={title} as="PNG" onClick={() => save("png", pngFile)} />
      <Button of={title} as="CSV" onClick={() => save("csv", () => csvOfTable(table))} />
      {failed && <span role="alert">The browser could not make the file.</span>}
    </div>
  );
}

function Button({ of, as, onClick }: { of: string; as: string; onClick: () => Promise<void> }) {
  return (
    <button type="button" onClick={() => void onClick()} aria-label={`Export ${of} as ${as}`}>
      {as}
    </button>
  );
}

function svgFile(svg: SVGSVGElement): Blob {
  return new Blob([standalone(svg).svg], { type: "image/svg+xml" });
}

function pngFile(svg: SVGSVGElement): Promise<Blob> {
  return pngOf(standalone(svg));
}
