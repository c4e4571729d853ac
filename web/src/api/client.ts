import { Client, cacheExchange, fetchExchange } from "@urql/core";

/** The only way to the service: its public GraphQL API. Answers are remembered until the page is left. */
export const client = new Client({ url: "/graphql", exchanges: [cacheExchange, fetchExchange], preferGetMethod: false });
