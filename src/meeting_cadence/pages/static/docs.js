// Starts Swagger UI on the documentation page of the API.
window.SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#docs", deepLinking: true, tryItOutEnabled: false });
