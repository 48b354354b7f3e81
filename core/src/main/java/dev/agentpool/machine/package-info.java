/** What the machine lets this process have: open files. */
@NullMarked
package dev.agentpool.machine;

import org.jspecify.annotations.NullMarked;
