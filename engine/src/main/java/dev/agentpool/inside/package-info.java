/**
 * Who asks: a person, or what runs inside a session; and what those inside may do: act as children
 * of their task, in its pool, within what it was given.
 */
@NullMarked
package dev.agentpool.inside;

import org.jspecify.annotations.NullMarked;
