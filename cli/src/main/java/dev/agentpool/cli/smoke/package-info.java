/**
 * A tiny piece of work by an agent, from its beginning to its end, to see whether all of it works.
 */
@NullMarked
package dev.agentpool.cli.smoke;

import org.jspecify.annotations.NullMarked;
