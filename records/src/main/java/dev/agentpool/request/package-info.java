/**
 * What agentpool can be asked: a record a request, the same for REST, MCP and the library, named as
 * {@code answer} says.
 */
@NullMarked
package dev.agentpool.request;

import org.jspecify.annotations.NullMarked;
