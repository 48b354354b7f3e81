/** Live sessions: seats whose turns are tasks. */
@NullMarked
package dev.agentpool.live;

import org.jspecify.annotations.NullMarked;
