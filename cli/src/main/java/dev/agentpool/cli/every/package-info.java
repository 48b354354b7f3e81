/** Commands of what a pool does again and again. */
@NullMarked
package dev.agentpool.cli.every;

import org.jspecify.annotations.NullMarked;
