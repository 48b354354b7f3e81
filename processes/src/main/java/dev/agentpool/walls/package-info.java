/** Walls around a session: what its processes may see and write, as mounts of bubblewrap. */
@NullMarked
package dev.agentpool.walls;

import org.jspecify.annotations.NullMarked;
