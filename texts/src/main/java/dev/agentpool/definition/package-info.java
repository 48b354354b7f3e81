/**
 * Agent definitions: files that describe a standing agent, and the system prompt that they make
 * with the skills and the expertise they name.
 */
@NullMarked
package dev.agentpool.definition;

import org.jspecify.annotations.NullMarked;
