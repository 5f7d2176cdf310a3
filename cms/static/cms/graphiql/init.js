/* Starts GraphiQL on the element #graphiql; the address and the first query come from its data attributes. */
(function () {
  "use strict";

  const container = document.getElementById("graphiql");
  const endpoint = container.dataset.endpoint;

  // Answers with the response's JSON whatever its status: the service explains a refused operation in `errors`.
  function send(params, options) {
    return fetch(endpoint, {
      method: "POST",
      headers: Object.assign(
        { "Content-Type": "application/json", Accept: "application/json" },
        options && options.headers
      ),
      body: JSON.stringify(params),
      credentials: "same-origin",
    }).then(function (response) {
      return response.text().then(function (text) {
        try {
          return JSON.parse(text);
        } catch {
          return { errors: [{ message: response.status + " " + response.statusText + ": " + text.slice(0, 500) }] };
        }
      });
    });
  }

  // A link may bring a query: /graphql/#query=…&variables=…&operationName=… (before a "#" it would be a request to the service).
  const link = new URLSearchParams(window.location.hash.slice(1));

  ReactDOM.createRoot(container).render(
    React.createElement(GraphiQL, {
      fetcher: send,
      defaultQuery: container.dataset.defaultQuery,
      query: link.get("query") || undefined,
      variables: link.get("variables") || undefined,
      operationName: link.get("operationName") || undefined,
      defaultEditorToolsVisibility: true,
      shouldPersistHeaders: false,
    })
  );
})();
