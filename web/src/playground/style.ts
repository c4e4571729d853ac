// GraphiQL's own `style.css` has fonts as data: addresses, which the Content-Security-Policy forbids;
// what it is made of has none.
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./graphiql.css";
import "./playground.css";
