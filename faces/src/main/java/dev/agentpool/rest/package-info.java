/**
 * The HTTP API (docs/api.md): translates, decides nothing. Each feature is a {@code RouteGroup} in
 * {@code Routes.all}, out of which the routes and the OpenAPI document are made. May use: core,
 * {@code config}, {@code definition}, {@code document}, {@code engine}, {@code inside}, {@code
 * mcp}, {@code metrics}, {@code node}, {@code plan}, {@code process}, {@code route}, {@code skill},
 * {@code webhook}, {@code wire}.
 */
@NullMarked
package dev.agentpool.rest;

import org.jspecify.annotations.NullMarked;
