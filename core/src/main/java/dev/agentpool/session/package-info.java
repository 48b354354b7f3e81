/**
 * Sessions, turns and what an agent says, and the port to the providers. May use: {@code task},
 * {@code budget}, {@code settings}.
 */
@NullMarked
package dev.agentpool.session;

import org.jspecify.annotations.NullMarked;
