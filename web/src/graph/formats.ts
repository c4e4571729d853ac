import type { Core } from "cytoscape";
import { edgeElement, nodeElement } from "./drawing";
import { label } from "./labels";
import type { Shown } from "./shown";
import { svgOf } from "./svg";

/** A form in which the graph can be taken along. */
export interface Format {
  title: string;
  extension: string;
  /** What is shown, in this form. */
  make: (shown: Shown) => Blob;
}

/** A form in which the picture can be taken along. */
export interface PictureFormat {
  title: string;
  extension: string;
  make: (picture: Core, surface: string) => Blob | Promise<Blob>;
}

export const PICTURE_FORMATS: readonly PictureFormat[] = [
  {
    title: "PNG",
    extension: "png",
    make: (picture, bg) =>
      whole(picture, () =>
        picture.png({ output: "blob-promise", full: true, scale: 2, maxWidth: 8000, maxHeight: 8000, bg }),
      ),
  },
  {
    title: "SVG",
    extension: "svg",
    make: (picture, surface) =>
      whole(picture, () => new Blob([svgOf(picture, surface)], { type: "image/svg+xml" })),
  },
];

export const FORMATS: readonly Format[] = [
  {
    title: "Cytoscape JSON",
    extension: "cyjs",
    make: ({ nodes, edges }) =>
      json({ elements: { nodes: nodes.map(dataOf(nodeElement)), edges: edges.map(dataOf(edgeElement)) } }),
  },
  {
    title: "GraphQL JSON",
    extension: "json",
    make: ({ nodes, edges }) =>
      json({
        data: {
          neighborhood: {
            nodes: nodes.map(({ curie, kind, name }) => ({ curie, kind, name })),
            edges: edges.map(({ kind, sourceCurie, targetCurie }) => ({ kind, sourceCurie, targetCurie })),
          },
        },
      }),
  },
];

/** Names all that has room in the whole picture while a file is made of it, whatever the screen shows. */
async function whole(picture: Core, make: () => Blob | Promise<Blob>): Promise<Blob> {
  const [level, pan] = [picture.zoom(), { ...picture.pan() }];
  picture.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
  label(picture, false);
  try {
    return await make();
  } finally {
    picture.viewport({ zoom: level, pan });
    label(picture);
  }
}

function dataOf<Item>(element: (item: Item) => { data: object }): (item: Item) => { data: object } {
  return (item) => ({ data: element(item).data });
}

function json(value: unknown): Blob {
  return new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: "application/json" });
}
