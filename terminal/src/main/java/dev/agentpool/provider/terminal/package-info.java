/** Agent CLIs that are spoken with by their terminal: described, and not driven yet. */
@NullMarked
package dev.agentpool.provider.terminal;

import org.jspecify.annotations.NullMarked;
