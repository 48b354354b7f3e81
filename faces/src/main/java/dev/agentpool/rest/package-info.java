/**
 * The HTTP API (docs/api.md): translates, decides nothing. Operations become routes in {@code
 * OperationRoutes}; streams, the metrics page, the document and the TCP port are a {@code
 * RouteGroup} each. The OpenAPI document is made of both.
 */
@NullMarked
package dev.agentpool.rest;

import org.jspecify.annotations.NullMarked;
