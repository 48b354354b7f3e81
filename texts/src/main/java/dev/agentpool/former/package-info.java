/** The configuration of the former control plane: read, judged, and said in our words. */
@NullMarked
package dev.agentpool.former;

import org.jspecify.annotations.NullMarked;
