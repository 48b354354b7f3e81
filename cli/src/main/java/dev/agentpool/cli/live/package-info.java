/** Live sessions: spawned, watched, answered, ended, in the words of the control plane's users. */
@NullMarked
package dev.agentpool.cli.live;

import org.jspecify.annotations.NullMarked;
