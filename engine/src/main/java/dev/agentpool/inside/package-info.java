/** Who asks: a person, or what runs inside a session. */
@NullMarked
package dev.agentpool.inside;

import org.jspecify.annotations.NullMarked;
