// GraphiQL's own `style.css` has fonts as data: addresses, which the Content-Security-Policy forbids; its parts have none.
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./graphiql.css";
import "./playground.css";
