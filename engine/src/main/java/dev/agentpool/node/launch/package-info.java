/**
 * What a session is launched with, and where it works: workspace, walls, environment. May use:
 * core, {@code config}, {@code node.parts}.
 */
@NullMarked
package dev.agentpool.node.launch;

import org.jspecify.annotations.NullMarked;
