/** Sessions, turns and what an agent says, and the port to the providers. */
@NullMarked
package dev.agentpool.session;

import org.jspecify.annotations.NullMarked;
