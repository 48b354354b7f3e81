/** The pages for agents and people that ship with agentpool. */
@NullMarked
package dev.agentpool.guidance;

import org.jspecify.annotations.NullMarked;
