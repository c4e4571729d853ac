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
  return (
    <div class="graph-export" role="group" aria-label="Take along what is shown">
      <span aria-hidden="true">Export</span>
      {picture &&
        PICTURE_FORMATS.map(({ title, extension, make }) => (
          <button
            key={title}
            type="button"
            onClick={async () => download(await make(picture, surfaceOf(picture)), `${fileName(of)}.${extension}`)}
            aria-label={`Export as ${title}`}
          >
            {title}
          </button>
        ))}
      <FileButtons name={of} shown={shown} />
      <ServerFormats of={of} depth={depth} />
    </div>
  );
}

interface FileProperties {
  /** What the files are named after. */
  name: string;
  /** What is taken along, if it is not all that is shown. */
  what?: string;
  shown: Shown;
}

/** Files that the browser makes of nodes and edges. */
export function FileButtons({ name, what, shown }: FileProperties) {
  return (
    <>
      {FORMATS.map(({ title, extension, make }) => (
        <button
          key={title}
          type="button"
          onClick={() => download(make(shown), `${fileName(name)}.${extension}`)}
          aria-label={`Export ${what ? `${what} ` : ""}as ${title}`}
        >
          {title}
        </button>
      ))}
    </>
  );
}

function surfaceOf(picture: Core): string {
  const container = picture.container();
  return container ? coloursWithin(container).surface : "#ffffff";
}
