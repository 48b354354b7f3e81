/** What a terminal's screen shows of an agent: rules that are data, and what they come to. */
@NullMarked
package dev.agentpool.screen;

import org.jspecify.annotations.NullMarked;
