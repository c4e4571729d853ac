import type { Core } from "cytoscape";
import { download, fileName } from "../ui/download";
import { coloursWithin } from "./colours";
import { FORMATS, PICTURE_FORMATS } from "./formats";
import { ServerFormats } from "./server-formats";
import type { Shown } from "./shown";

interface Properties {
  /** The node in the middle; what the files are named after. */
  of: string;
  depth: number;
  shown: Shown;
  /** The picture, where there is one. */
  picture: Core | undefined;
}

/** Ways to take along what is shown. */
export function ExportMenu({ of, depth, shown, picture }: Properties) {
  const offer = (extension: string, make: () => Blob | Promise<Blob>) => async () =>
    download(await make(), `${fileName(of)}.${extension}`);
  return (
    <div class="graph-export" role="group" aria-label="Take along what is shown">
      <span aria-hidden="true">Export</span>
      {picture &&
        PICTURE_FORMATS.map(({ title, extension, make }) => (
          <button
            key={title}
            type="button"
            onClick={offer(extension, () => make(picture, surfaceOf(picture)))}
            aria-label={`Export as ${title}`}
          >
            {title}
          </button>
        ))}
      {FORMATS.map(({ title, extension, make }) => (
        <button
          key={title}
          type="button"
          onClick={offer(extension, () => make(shown))}
          aria-label={`Export as ${title}`}
        >
          {title}
        </button>
      ))}
      <ServerFormats of={of} depth={depth} />
    </div>
  );
}

function surfaceOf(picture: Core): string {
  const container = picture.container();
  return container ? coloursWithin(container).surface : "#ffffff";
}
