/* Starts GraphiQL on the element #graphiql; the addresses and the first query come from its data attributes. */
(function () {
  "use strict";

  const container = document.getElementById("graphiql");
  const endpoint = container.dataset.endpoint;

  // Answers with the response's JSON whatever its status: the service explains a refused operation in `errors`.
  function send(params, options) {
    if (params.operationName === "IntrospectionQuery") {
      // The schema as a file: browsers keep it, and it is there even if only registered operations are answered.
      return fetch(container.dataset.schema).then(function (response) {
        return response.json();
      });
    }
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

  // The icon opens its panel once, unless the link brought a query: `visiblePlugin` of this GraphiQL leaves it without width.
  let opened = link.has("query");

  function ExamplesIcon() {
    const icon = React.useRef(null);
    React.useEffect(function () {
      if (!opened) {
        opened = true;
        icon.current.closest("button").click();
      }
    }, []);
    return React.createElement(
      "svg",
      { ref: icon, viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", strokeWidth: 1.5, "aria-hidden": true },
      React.createElement("path", { d: "M4 6h2M4 12h2M4 18h2M9 6h11M9 12h11M9 18h11", strokeLinecap: "round" })
    );
  }

  // A list of operations; choosing one puts it into the tab that is open.
  function Examples() {
    const editors = GraphiQL.React.useEditorContext({ nonNull: true });
    const [examples, setExamples] = React.useState([]);
    const [problem, setProblem] = React.useState("");
    React.useEffect(function () {
      fetch(container.dataset.examples)
        .then(function (response) {
          return response.json();
        })
        .then(
          function (answer) {
            setExamples(answer.examples);
          },
          function () {
            setProblem("The examples could not be loaded.");
          }
        );
    }, []);

    function choose(example) {
      editors.queryEditor.setValue(example.query);
      editors.variableEditor.setValue(example.variables);
    }

    return React.createElement(
      "section",
      { className: "examples", "aria-label": "Examples" },
      React.createElement("div", { className: "graphiql-doc-explorer-title" }, "Examples"),
      React.createElement("p", null, problem || "What a front end asks for. Choose one, then send it."),
      React.createElement(
        "ul",
        null,
        examples.map(function (example) {
          return React.createElement(
            "li",
            { key: example.name },
            React.createElement(
              "button",
              {
                type: "button",
                onClick: function () {
                  choose(example);
                },
              },
              React.createElement("strong", null, example.name),
              example.description ? React.createElement("span", null, example.description) : null
            )
          );
        })
      )
    );
  }

  const examplesPlugin = { title: "Examples", icon: ExamplesIcon, content: Examples };

  ReactDOM.createRoot(container).render(
    React.createElement(GraphiQL, {
      fetcher: send,
      plugins: [examplesPlugin],
      defaultQuery: container.dataset.defaultQuery,
      query: link.get("query") || undefined,
      variables: link.get("variables") || undefined,
      operationName: link.get("operationName") || undefined,
      defaultEditorToolsVisibility: true,
      shouldPersistHeaders: false,
    })
  );
})();
