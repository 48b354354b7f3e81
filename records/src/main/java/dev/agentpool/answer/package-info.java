/**
 * What agentpool answers: a record a thing, the same for REST, MCP and the library. Their members
 * in JSON are the components in snake case; a time or a duration is in milliseconds and its name
 * ends in {@code _ms}; an empty {@code Optional} is null.
 */
@NullMarked
package dev.agentpool.answer;

import org.jspecify.annotations.NullMarked;
