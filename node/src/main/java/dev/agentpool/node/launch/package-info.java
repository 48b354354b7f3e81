/** What a session is launched with, and where it works: workspace, walls, environment. */
@NullMarked
package dev.agentpool.node.launch;

import org.jspecify.annotations.NullMarked;
