import { Client, fetchExchange } from "@urql/core";

/** The way to the service for cases: by POST, and no answer is remembered. */
export const client = new Client({
  url: "/graphql",
  exchanges: [fetchExchange],
  preferGetMethod: false,
  requestPolicy: "network-only",
});
