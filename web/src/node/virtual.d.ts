declare module "virtual:node-kinds" {
  /** What the schema says of each kind of node, from `build/node-kinds.ts`. */
  export const LISTING: import("./listing").Listing;
}
