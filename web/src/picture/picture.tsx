import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";
import { ExportButtons } from "./export-buttons";
import "./picture.css";
import { type Table, TableOf } from "./table";
import { useWidth } from "./use-width";

/** What is drawn, and how high it is, in CSS pixels. */
export interface Drawing {
  height: number;
  shapes: ComponentChildren;
}

interface Properties {
  title: string;
  /** What can be seen, for those who do not see it. */
  description: string;
  /** What its files are named after. */
  file: string;
  /** The same as rows. */
  table: Table;
  /** Draws it in a room of this width. */
  draw: (width: number) => Drawing;
  /** What the signs in it mean. */
  legend?: ComponentChildren;
  /** The same in words, where a list says it better than a table. */
  text?: ComponentChildren;
}

/** A picture, which is also there as text, and can be taken along. */
export function Picture({ title, description, file, table, draw, legend, text }: Properties) {
  const [room, picture] = [useRef<HTMLDivElement>(null), useRef<SVGSVGElement>(null)];
  const width = useWidth(room);
  const [label, said] = [useId(), useId()];
  const { height, shapes } = draw(width);
  return (
    <figure class="picture">
      <div class="picture-room" ref={room}>
        <svg
          ref={picture}
          role="group"
          aria-labelledby={label}
          aria-describedby={said}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
        >
          <title id={label}>{title}</title>
          <desc id={said}>{description}</desc>
          {shapes}
        </svg>
      </div>
      {legend && <figcaption>{legend}</figcaption>}
      <div class="picture-tools">
        <details>
          <summary>
            As text<span class="hidden">: {title}</span>
          </summary>
          {text ?? <TableOf table={table} label={title} />}
        </details>
        <ExportButtons title={title} file={file} picture={picture} table={table} />
      </div>
    </figure>
  );
}
